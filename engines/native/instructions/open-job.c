#include "instructions/open-job.h"

#include <string.h>

#define FIND(kind, wanted)                                           \
  for (size_t at = 0; at < lists.kind##_count && kind == NULL; at++) \
    if (strcmp(NAME_OF_##kind(at), wanted) == 0) kind = POINTER_TO_##kind(at);
#define NAME_OF_shape(at) lists.shapes[at].name
#define POINTER_TO_shape(at) &lists.shapes[at]
#define NAME_OF_format(at) lists.formats[at]->name
#define POINTER_TO_format(at) lists.formats[at]
#define NAME_OF_driver(at) lists.drivers[at]->name
#define POINTER_TO_driver(at) lists.drivers[at]

struct ub_session *open_job(const struct job *job, const char **problem) {
  const struct ub_shape *shape = NULL;
  const struct ub_format *format = NULL;
  const struct ub_driver *driver = NULL;
  FIND(shape, job->shape)
  FIND(format, job->format)
  FIND(driver, job->driver)
  if (shape == NULL || format == NULL || driver == NULL) {
    *problem = "there is no such shape, format or driver";
    return NULL;
  }
  *problem = session_problem(format, &job->config);
  if (*problem != NULL) return NULL;
  *problem = "there is no memory for a session, or the page table refuses its domain";
  return session_open(shape, format, driver, &job->config);
}
