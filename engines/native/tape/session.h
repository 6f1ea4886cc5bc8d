/* An engine at work on one domain. */
#ifndef UB_TAPE_SESSION_H
#define UB_TAPE_SESSION_H

#include "contract/domain.h"
#include "contract/tape.h"
#include "driver/smmu.h"
#include "shapes.h"
#include "table/formats/format.h"

struct ub_session;

/* Runs operations `from` to `to` of a tape, all of one kind, and adds to `into` at the end. */
typedef void ub_run(struct ub_session *session, const struct ub_tape *tape, size_t from, size_t to,
                    struct ub_outcome *into);

/* How a session runs operations: engines, and what is timed beside them, differ in no more. */
struct ub_runner {
  ub_run *maps;
  ub_run *unmaps;
  /* The same for operations of both kinds; run.h has one for all. */
  ub_run *mixed;
  /*
   * Gets ready for operations `from` to `to` of a tape, before they are run; NULL where nothing has
   * to be. Returns whether there was memory for it.
   */
  bool (*prepare)(struct ub_session *session, const struct ub_tape *tape, size_t from, size_t to);
};

struct ub_session {
  const struct ub_runner *runner;
  struct ub_smmu smmu;
  const struct ub_table_inspection *inspection;
};

/* Runs operations by the core; the engines' runner. */
extern const struct ub_runner engine_runner;

/* What can be opened, by its place in these lists: what a module is made of (lists.c). */
struct ub_lists {
  const struct ub_shape *shapes;
  size_t shape_count;
  const struct ub_format *const *formats;
  size_t format_count;
  const struct ub_driver *const *drivers;
  size_t driver_count;
};

extern const struct ub_lists lists;

/* Why a format cannot serve a domain, in words; NULL where it can. */
const char *session_problem(const struct ub_format *format, const struct ub_domain_config *config);

/* Puts the layers together for one call shape. NULL where there is no memory for it. */
struct ub_session *session_open(const struct ub_shape *shape, const struct ub_format *format,
                                const struct ub_driver *driver,
                                const struct ub_domain_config *config);

void session_close(struct ub_session *session);

/* The physical address behind `iova`; UB_NOT_MAPPED where nothing is mapped. */
uint64_t session_translate(struct ub_session *session, uint64_t iova);

/* Tables in use that the root cannot reach and no sync will free. */
uint64_t session_leaked_tables(struct ub_session *session);

#endif
