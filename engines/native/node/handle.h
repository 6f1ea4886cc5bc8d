/* A session as JavaScript holds it. */
#ifndef UB_NODE_HANDLE_H
#define UB_NODE_HANDLE_H

#include "node/arguments.h"
#include "tape/session.h"

struct handle {
  /* NULL once it is closed. */
  struct ub_session *session;
};

/* The session in an argument; rejected if it is none, or closed. */
struct ub_session *session_in(struct arguments *arguments, size_t at);

/* Hands a session over to JavaScript; rejected if it is NULL. */
napi_value handle_of(struct arguments *arguments, struct ub_session *session);

#endif
