#ifndef UB_INSTRUCTIONS_OPEN_JOB_H
#define UB_INSTRUCTIONS_OPEN_JOB_H

#include "instructions/batch.h"
#include "tape/session.h"

/* Opens a job's engine; NULL where it cannot be, and `problem` says why. */
struct ub_session *open_job(const struct job *job, const char **problem);

#endif
