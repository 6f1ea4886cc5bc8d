/* What functions of the binding are called with: read once, checked, and thrown about if wrong. */
#ifndef UB_NODE_ARGUMENTS_H
#define UB_NODE_ARGUMENTS_H

#include <node_api.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_ARGUMENTS = 12 };

/* The arguments of one call. The first thing that is wrong with them has been thrown. */
struct arguments {
  napi_env env;
  size_t count;
  napi_value values[MOST_ARGUMENTS];
  bool wrong;
};

struct arguments arguments_of(napi_env env, napi_callback_info info);

/* Throws an error of JavaScript, and makes what follows pointless. */
void reject(struct arguments *arguments, const char *message);

/* A whole number from 0 to 2^53. */
uint64_t whole_number(struct arguments *arguments, size_t at);
bool boolean(struct arguments *arguments, size_t at);

/* What an external of this binding points to. */
void *external(struct arguments *arguments, size_t at);

/* The elements of a Float64Array, Uint8Array or Uint16Array, and how many there are. */
double *doubles(struct arguments *arguments, size_t at, size_t *length);
const uint8_t *bytes(struct arguments *arguments, size_t at, size_t *length);
const uint16_t *words(struct arguments *arguments, size_t at, size_t *length);

/* How many elements an array has. */
size_t elements_in(struct arguments *arguments, size_t at);

/*
 * The elements of an array that is element `nth` of an array: arguments of their own, read as those
 * of a call are. What is wrong with them is reported to the others by `wrong_as`.
 */
struct arguments element_of(struct arguments *arguments, size_t at, size_t nth);
void wrong_as(struct arguments *arguments, const struct arguments *others);

napi_value number(napi_env env, double value);

#endif
