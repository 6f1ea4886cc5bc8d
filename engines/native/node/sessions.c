/* Opening and closing sessions, and looking into them. */
#include <stdlib.h>

#include "node/binding.h"
#include "node/handle.h"

static void close_handle(struct handle *handle) {
  if (handle->session != NULL) session_close(handle->session);
  handle->session = NULL;
}

static void finalize(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  close_handle(data);
  free(data);
}

/* Externals bear no type that every version of Node knows: what they point to says it. */
static struct handle *handle_in(struct arguments *arguments, size_t at) {
  struct handle *handle = external(arguments, at);
  if (arguments->wrong) return NULL;
  bool may_be = handle != NULL && (uintptr_t)handle % _Alignof(struct handle) == 0;
  if (may_be && handle->mark == HANDLE_MARK && handle->layout == HANDLE_LAYOUT) return handle;
  reject(arguments, "an argument must be a session of this build");
  return NULL;
}

struct ub_session *session_in(struct arguments *arguments, size_t at) {
  struct handle *handle = handle_in(arguments, at);
  if (handle != NULL && handle->session == NULL) reject(arguments, "the session is closed");
  return handle == NULL ? NULL : handle->session;
}

napi_value handle_of(struct arguments *arguments, struct ub_session *session) {
  struct handle *handle = malloc(sizeof *handle);
  if (session == NULL || handle == NULL) {
    if (session != NULL) session_close(session);
    free(handle);
    reject(arguments, "there is no memory for a session, or the page table refuses its domain");
    return NULL;
  }
  *handle = (struct handle){ HANDLE_MARK, HANDLE_LAYOUT, session };
  napi_value made = NULL;
  if (napi_create_external(arguments->env, handle, finalize, NULL, &made) != napi_ok) {
    finalize(arguments->env, handle, NULL);
  }
  return made;
}

/* `open(shape, format, driver, ias, oas, pgsizeBitmap, coherent, strict, maxTables)` */
static napi_value open_engine(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  uint64_t shape = whole_number(&arguments, 0);
  uint64_t format = whole_number(&arguments, 1);
  uint64_t driver = whole_number(&arguments, 2);
  uint64_t ias = whole_number(&arguments, 3);
  uint64_t oas = whole_number(&arguments, 4);
  uint64_t pgsize_bitmap = whole_number(&arguments, 5);
  bool coherent = boolean(&arguments, 6);
  bool strict = boolean(&arguments, 7);
  uint64_t max_tables = whole_number(&arguments, 8);
  if (arguments.wrong) return NULL;
  if (shape >= lists.shape_count || format >= lists.format_count ||
      driver >= lists.driver_count || ias > 64 || oas > 64 || max_tables > UINT32_MAX) {
    reject(&arguments, "there is no such shape, format, driver or domain");
    return NULL;
  }
  struct ub_domain_config config = {
    .ias = (unsigned)ias,
    .oas = (unsigned)oas,
    .pgsize_bitmap = pgsize_bitmap,
    .coherent = coherent,
    .strict = strict,
    .max_tables = (uint32_t)max_tables,
  };
  const char *problem = session_problem(lists.formats[format], &config);
  if (problem != NULL) {
    reject(&arguments, problem);
    return NULL;
  }
  return handle_of(&arguments,
                   session_open(&lists.shapes[shape], lists.formats[format],
                                           lists.drivers[driver], &config));
}

static napi_value close_session(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct handle *handle = handle_in(&arguments, 0);
  if (handle != NULL) close_handle(handle);
  return NULL;
}

/* `translate(session, iova)`: the physical address, or -1. */
static napi_value translate_iova(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  uint64_t iova = whole_number(&arguments, 1);
  if (arguments.wrong) return NULL;
  uint64_t paddr = session_translate(session, iova);
  return number(env, paddr == UB_NOT_MAPPED ? -1 : (double)paddr);
}

struct reading {
  double *into;
  size_t room;
  size_t count;
};

static bool read_leaf(void *context, uint64_t iova, uint64_t paddr, uint64_t size) {
  struct reading *reading = context;
  double *into = reading->into + 3 * reading->count++;
  into[0] = (double)iova;
  into[1] = (double)paddr;
  into[2] = (double)size;
  return reading->count < reading->room;
}

/*
 * `leaves(session, from, into)`: fills a Float64Array with iova, paddr and size of leaves that end
 * after `from`, in ascending order, as many as fit; returns how many.
 */
static napi_value read_leaves(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  uint64_t from = whole_number(&arguments, 1);
  size_t length;
  double *into = doubles(&arguments, 2, &length);
  if (arguments.wrong) return NULL;
  struct reading reading = { .into = into, .room = length / 3 };
  if (reading.room > 0) {
    session->inspection->leaves(session->smmu.table, from, read_leaf, &reading);
  }
  return number(env, (double)reading.count);
}

static napi_value leaked_tables(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  if (arguments.wrong) return NULL;
  return number(env, (double)session_leaked_tables(session));
}

static napi_value table_bytes(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  if (arguments.wrong) return NULL;
  return number(env, (double)session->inspection->memory_bytes(session->smmu.table));
}

const struct exported sessions[] = {
  { "open", open_engine },
  { "close", close_session },
  { "translate", translate_iova },
  { "leaves", read_leaves },
  { "leakedTables", leaked_tables },
  { "tableBytes", table_bytes },
  { NULL, NULL },
};
