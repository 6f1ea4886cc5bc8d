/* SPDX-License-Identifier: GPL-2.0-only */
/* What of shim.h is more than a line. */
#include "shim/shim.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINE_BYTES = 512 };

unsigned long shim_warnings;
void (*shim_output)(const char *line);

/* Hands a message over without its newline. */
static void print(const char *prefix, const char *format, va_list rest) {
  char line[LINE_BYTES];
  if (shim_output == NULL) return;
  int length = snprintf(line, sizeof line, "%s", prefix);
  vsnprintf(line + length, sizeof line - (size_t)length, format, rest);
  line[strcspn(line, "\n")] = '\0';
  shim_output(line);
}

void shim_print(const char *format, ...) {
  va_list rest;
  va_start(rest, format);
  print("", format, rest);
  va_end(rest);
}

__attribute__((cold)) void shim_warn(const char *file, int line, const char *format, ...) {
  char prefix[LINE_BYTES / 2];
  const char *name = strrchr(file, '/');
  va_list rest;
  shim_warnings++;
  snprintf(prefix, sizeof prefix, "WARN %s:%d ", name == NULL ? file : name + 1, line);
  va_start(rest, format);
  print(prefix, format, rest);
  va_end(rest);
}

void *shim_alloc_pages(int node, unsigned order) {
  struct arena *arena = arena_numbered(node);
  void *pages = arena == NULL ? NULL : arena_take(arena, order);
#ifdef UB_COUNT
  if (pages != NULL) accesses_new_table(pages);
#endif
  return pages;
}

void shim_free_pages(void *pages) {
  REPORT(probe_free_tables(1));
  arena_give(pages);
}

void *kmalloc(size_t size, gfp_t gfp) {
  (void)gfp;
  return malloc(size);
}

void kfree(const void *memory) {
  free((void *)(uintptr_t)memory);
}
