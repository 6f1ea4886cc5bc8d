/* A session as JavaScript holds it. */
#ifndef UB_NODE_HANDLE_H
#define UB_NODE_HANDLE_H

#include "node/arguments.h"
#include "tape/session.h"

/* What every handle of every module begins with. */
#define HANDLE_MARK UINT64_C(0x756e6d6170736573)

/*
 * What modules must agree on to run each other's sessions. They are built of the same files; another
 * build's may differ.
 */
#define HANDLE_LAYOUT                                                             \
  ((uint64_t)offsetof(struct ub_session, runner) << 48 |                          \
   (uint64_t)sizeof(struct ub_runner) << 32 | (uint64_t)sizeof(struct ub_tape) << 16 | \
   sizeof(struct ub_outcome))

struct handle {
  uint64_t mark;
  uint64_t layout;
  /* NULL once it is closed. */
  struct ub_session *session;
};

/*
 * The session in an argument; rejected if it is none, or closed. It may be of another module: then
 * it may be run, and all else is for its own.
 */
struct ub_session *session_in(struct arguments *arguments, size_t at);

/* Hands a session over to JavaScript; rejected if it is NULL. */
napi_value handle_of(struct arguments *arguments, struct ub_session *session);

#endif
