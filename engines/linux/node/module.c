/* SPDX-License-Identifier: GPL-2.0-only */
/* The module that Node loads for one kernel tree. */
#include "node/arguments.h"
#include "node/binding.h"

/* `warnings()`: how often the kernel's code has warned since the module was loaded. */
extern unsigned long shim_warnings;

static napi_value warnings(napi_env env, napi_callback_info info) {
  (void)info;
  return number(env, (double)shim_warnings);
}

static const struct exported of_the_kernel[] = {
  { "warnings", warnings },
  { NULL, NULL },
};

NAPI_MODULE_INIT() {
  export_all(env, exports, describing);
  export_all(env, exports, sessions);
  export_all(env, exports, running);
  export_all(env, exports, turns);
  export_all(env, exports, of_the_kernel);
#ifdef UB_COUNT
  export_all(env, exports, counting);
#endif
  return exports;
}
