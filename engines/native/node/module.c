/* The module that Node loads. */
#include <stddef.h>

#include "node/binding.h"

static void export_all(napi_env env, napi_value exports, const struct exported *list) {
  for (; list->name != NULL; list++) {
    napi_value function;
    if (napi_create_function(env, list->name, NAPI_AUTO_LENGTH, list->function, NULL,
                             &function) == napi_ok) {
      napi_set_named_property(env, exports, list->name, function);
    }
  }
}

NAPI_MODULE_INIT() {
  export_all(env, exports, describing);
  export_all(env, exports, sessions);
  export_all(env, exports, running);
  export_all(env, exports, measuring);
#ifdef UB_COUNT
  export_all(env, exports, counting);
#endif
  return exports;
}
