/* What the binding holds, by name: functions that open something take its place in these lists. */
#include "cpu/write-back.h"
#include "node/binding.h"
#include "node/names.h"
#include "tape/session.h"

/* `names()`: `shapes`, `formats` and `drivers`, each in the order of its numbers. */
static napi_value names(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value all;
  if (napi_create_object(env, &all) != napi_ok) return NULL;
  napi_value list = add_names(env, all, "shapes");
  for (uint32_t at = 0; at < lists.shape_count; at++) add_name(env, list, at, lists.shapes[at].name);
  list = add_names(env, all, "formats");
  for (uint32_t at = 0; at < lists.format_count; at++) {
    add_name(env, list, at, lists.formats[at]->name);
  }
  list = add_names(env, all, "drivers");
  for (uint32_t at = 0; at < lists.driver_count; at++) {
    add_name(env, list, at, lists.drivers[at]->name);
  }
  return all;
}

/* `writeBack()`: the instruction that writes back cache lines on this machine, and its barrier. */
static napi_value write_back_instruction(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value text;
  const char *name = write_back_name();
  return napi_create_string_utf8(env, name, NAPI_AUTO_LENGTH, &text) == napi_ok ? text : NULL;
}

const struct exported describing[] = {
  { "names", names },
  { "writeBack", write_back_instruction },
  { NULL, NULL },
};
