/* Lists of names, as JavaScript reads them. */
#ifndef UB_NODE_NAMES_H
#define UB_NODE_NAMES_H

#include <node_api.h>
#include <stdint.h>

/* Adds an empty list to an object, as its property `name`. */
static inline napi_value add_names(napi_env env, napi_value object, const char *name) {
  napi_value list = NULL;
  if (napi_create_array(env, &list) == napi_ok) napi_set_named_property(env, object, name, list);
  return list;
}

static inline void add_name(napi_env env, napi_value list, uint32_t at, const char *name) {
  napi_value text;
  if (napi_create_string_utf8(env, name, NAPI_AUTO_LENGTH, &text) == napi_ok) {
    napi_set_element(env, list, at, text);
  }
}

#endif
