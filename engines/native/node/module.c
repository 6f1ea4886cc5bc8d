/* The module that Node loads. */
#include "node/binding.h"

NAPI_MODULE_INIT() {
  export_all(env, exports, describing);
  export_all(env, exports, sessions);
  export_all(env, exports, running);
  export_all(env, exports, turns);
  export_all(env, exports, loops);
#ifdef UB_COUNT
  export_all(env, exports, counting);
#endif
  return exports;
}
