#include "node/arguments.h"

struct arguments arguments_of(napi_env env, napi_callback_info info) {
  struct arguments arguments = { .env = env, .count = MOST_ARGUMENTS };
  if (napi_get_cb_info(env, info, &arguments.count, arguments.values, NULL, NULL) != napi_ok) {
    reject(&arguments, "the arguments cannot be read");
  }
  return arguments;
}

void reject(struct arguments *arguments, const char *message) {
  if (!arguments->wrong) napi_throw_range_error(arguments->env, NULL, message);
  arguments->wrong = true;
}

static bool missing(struct arguments *arguments, size_t at) {
  if (at >= arguments->count) reject(arguments, "an argument is missing");
  return arguments->wrong;
}

uint64_t whole_number(struct arguments *arguments, size_t at) {
  double value;
  if (missing(arguments, at)) return 0;
  if (napi_get_value_double(arguments->env, arguments->values[at], &value) != napi_ok ||
      !(value >= 0 && value <= 0x1p53) || (double)(uint64_t)value != value) {
    reject(arguments, "an argument must be a whole number from 0 to 2^53");
    return 0;
  }
  return (uint64_t)value;
}

bool boolean(struct arguments *arguments, size_t at) {
  bool value;
  if (missing(arguments, at)) return false;
  if (napi_get_value_bool(arguments->env, arguments->values[at], &value) != napi_ok) {
    reject(arguments, "an argument must be a boolean");
    return false;
  }
  return value;
}

void *external(struct arguments *arguments, size_t at) {
  void *value;
  if (missing(arguments, at)) return NULL;
  if (napi_get_value_external(arguments->env, arguments->values[at], &value) != napi_ok) {
    reject(arguments, "an argument must be a session");
    return NULL;
  }
  return value;
}

static void *elements(struct arguments *arguments, size_t at, napi_typedarray_type wanted,
                      size_t *length) {
  napi_typedarray_type type;
  void *data;
  *length = 0;
  if (missing(arguments, at)) return NULL;
  bool array;
  napi_value value = arguments->values[at];
  if (napi_is_typedarray(arguments->env, value, &array) != napi_ok || !array ||
      napi_get_typedarray_info(arguments->env, value, &type, length, &data, NULL, NULL) !=
        napi_ok ||
      type != wanted) {
    reject(arguments, "an argument must be a typed array of the right kind");
    *length = 0;
    return NULL;
  }
  return data;
}

double *doubles(struct arguments *arguments, size_t at, size_t *length) {
  return elements(arguments, at, napi_float64_array, length);
}

const uint8_t *bytes(struct arguments *arguments, size_t at, size_t *length) {
  return elements(arguments, at, napi_uint8_array, length);
}

const uint16_t *words(struct arguments *arguments, size_t at, size_t *length) {
  return elements(arguments, at, napi_uint16_array, length);
}

/* The length of an array; rejected if it is none. */
static uint32_t length_of(struct arguments *arguments, napi_value array) {
  uint32_t length;
  if (napi_get_array_length(arguments->env, array, &length) == napi_ok) return length;
  reject(arguments, "an argument must be an array");
  return 0;
}

size_t elements_in(struct arguments *arguments, size_t at) {
  return missing(arguments, at) ? 0 : length_of(arguments, arguments->values[at]);
}

struct arguments element_of(struct arguments *arguments, size_t at, size_t nth) {
  struct arguments own = { .env = arguments->env, .wrong = missing(arguments, at) };
  napi_value array;
  if (own.wrong) return own;
  if (napi_get_element(own.env, arguments->values[at], (uint32_t)nth, &array) != napi_ok) {
    reject(&own, "an argument must be an array");
  }
  if (!own.wrong) own.count = length_of(&own, array);
  if (own.count > MOST_ARGUMENTS) own.count = MOST_ARGUMENTS;
  for (size_t each = 0; !own.wrong && each < own.count; each++) {
    if (napi_get_element(own.env, array, (uint32_t)each, &own.values[each]) != napi_ok) {
      reject(&own, "an element of an array cannot be read");
    }
  }
  return own;
}

void wrong_as(struct arguments *arguments, const struct arguments *others) {
  arguments->wrong |= others->wrong;
}

napi_value number(napi_env env, double value) {
  napi_value made = NULL;
  napi_create_double(env, value, &made);
  return made;
}
