#include "node/binding.h"

void export_all(napi_env env, napi_value exports, const struct exported *list) {
  for (; list->name != NULL; list++) {
    napi_value function;
    if (napi_create_function(env, list->name, NAPI_AUTO_LENGTH, list->function, NULL,
                             &function) == napi_ok) {
      napi_set_named_property(env, exports, list->name, function);
    }
  }
}
