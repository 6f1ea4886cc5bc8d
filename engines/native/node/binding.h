/* The functions that the binding exports, by what they are about. */
#ifndef UB_NODE_BINDING_H
#define UB_NODE_BINDING_H

#include <node_api.h>

struct exported {
  const char *name;
  napi_callback function;
};

/* Each list ends with a NULL name. */
extern const struct exported describing[];
extern const struct exported sessions[];
extern const struct exported running[];
extern const struct exported turns[];
extern const struct exported loops[];
#ifdef UB_COUNT
extern const struct exported counting[];
#endif

/* Adds the functions of a list to what a module exports. */
void export_all(napi_env env, napi_value exports, const struct exported *list);

#endif
