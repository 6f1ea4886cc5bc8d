/* What the binding holds, by name: functions that open something take its place in these lists. */
#include "cpu/write-back.h"
#include "limits/flat.h"
#include "limits/limits.h"
#include "node/arguments.h"
#include "node/binding.h"
#include "shapes.h"
#include "tape/session.h"

static void add_name(napi_env env, napi_value list, uint32_t at, const char *name) {
  napi_value text;
  if (napi_create_string_utf8(env, name, NAPI_AUTO_LENGTH, &text) == napi_ok) {
    napi_set_element(env, list, at, text);
  }
}

/* `names(list)`: 'shapes', 'formats', 'drivers', 'loops' and 'limits', each in the order of its numbers. */
static napi_value names(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value all, list;
  if (napi_create_object(env, &all) != napi_ok) return NULL;
  napi_create_array(env, &list);
  for (uint32_t at = 0; at < UB_SHAPES; at++) add_name(env, list, at, shapes[at].name);
  napi_set_named_property(env, all, "shapes", list);
  napi_create_array(env, &list);
  for (uint32_t at = 0; at < UB_FORMATS; at++) add_name(env, list, at, formats[at]->name);
  napi_set_named_property(env, all, "formats", list);
  napi_create_array(env, &list);
  for (uint32_t at = 0; at < UB_DRIVERS; at++) add_name(env, list, at, drivers[at]->name);
  napi_set_named_property(env, all, "drivers", list);
  napi_create_array(env, &list);
  for (uint32_t at = 0; at < FLAT_KINDS; at++) add_name(env, list, at, flat_names[at]);
  napi_set_named_property(env, all, "loops", list);
  napi_create_array(env, &list);
  for (uint32_t at = 0; at < UB_LIMITS; at++) add_name(env, list, at, limits[at]->name);
  napi_set_named_property(env, all, "limits", list);
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
