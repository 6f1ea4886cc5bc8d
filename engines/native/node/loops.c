/* Sessions that are no engines, and what they are called. */
#include "limits/flat.h"
#include "limits/lookups.h"
#include "limits/plain-per-page.h"
#include "node/binding.h"
#include "node/handle.h"
#include "node/names.h"

/* `loopNames()`: `loops`, in the order of their numbers. */
static napi_value loop_names(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value all;
  if (napi_create_object(env, &all) != napi_ok) return NULL;
  napi_value list = add_names(env, all, "loops");
  for (uint32_t at = 0; at < FLAT_KINDS; at++) add_name(env, list, at, flat_names[at]);
  return all;
}

/* `openLoop(kind)`: a session that is no engine. */
static napi_value open_loop(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  uint64_t kind = whole_number(&arguments, 0);
  if (kind >= FLAT_KINDS) reject(&arguments, "there is no such loop");
  if (arguments.wrong) return NULL;
  return handle_of(&arguments, flat_open((enum ub_flat_kind)kind));
}

/* `runPlainly(session)`: per-page without the layers; returns whether it can. */
static napi_value run_session_plainly(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  if (arguments.wrong) return NULL;
  napi_value can = NULL;
  napi_get_boolean(env, run_plainly(session), &can);
  return can;
}

/* `lookUpInstead(session)`: from now on its unmaps translate, and phases of other kinds are none. */
static napi_value look_up_session(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  if (!arguments.wrong) look_up_instead(session);
  return NULL;
}

const struct exported loops[] = {
  { "loopNames", loop_names },
  { "openLoop", open_loop },
  { "runPlainly", run_session_plainly },
  { "lookUpInstead", look_up_session },
  { NULL, NULL },
};
