/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs the suites that are linked in, each case in a process of its own, so that one that crashes or
 * never ends takes no other with it, and as many at once as there are processors. Each prints its
 * line when it ends, beginning with its number:
 *
 *   ok 1 SUITE.CASE.PARAMETER
 *   ok 2 SUITE.CASE # SKIP why
 *   not ok 3 SUITE.CASE: why
 *
 * Arguments: what the names of suites begin with, or formats as their files name them (`vtdss` of
 * iommu_vtdss.c); all suites without one.
 */
#include "generic-pt/kunit/kunit.h"

/* What the system's headers take from linux/types.h, where the shim stands in its place. */
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef unsigned long long __u64;

#include <signal.h>
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Most seconds of processor time that a case may take: the longest takes a few. */
enum { MOST_SECONDS = 60, MOST_AT_ONCE = 64, NAME_BYTES = 256, MESSAGE_BYTES = 512 };

extern const struct kunit_suites *const __start_kunit_found[], *const __stop_kunit_found[];

struct running {
  pid_t process;
  unsigned number;
  char name[NAME_BYTES];
};

/* The cases that run, how many there were, and whether one has failed. */
static struct running running[MOST_AT_ONCE];
static size_t running_count;
static unsigned started;
static bool any_failed;

/* Of the one that this process runs. */
static struct {
  struct running self;
  const struct kunit_suite *suite;
  bool exits;
  /* Why it fails; empty where it does not. */
  char message[MESSAGE_BYTES];
  const char *skipped;
  u64 random;
} current;

static void report(bool ok, const struct running *one, const char *apart, const char *message) {
  printf("%s %u %s%s%s\n", ok ? "ok" : "not ok", one->number, one->name, apart, message);
  fflush(stdout);
}

/* The first reason is the one that is reported. */
static void fail(const char *format, ...) {
  if (current.message[0] != '\0') return;
  va_list rest;
  va_start(rest, format);
  vsnprintf(current.message, sizeof current.message, format, rest);
  va_end(rest);
}

/* An invariant that the library itself finds broken fails the case that showed it. */
static void hear(const char *line) {
  if (strncmp(line, "WARN ", 5) == 0) fail("%s", line);
}

/* A value in a message: decimal where it is small, for errors are negative. */
static const char *shown(char *into, size_t bytes, long long value) {
  snprintf(into, bytes, value > -MOST_ERRNO && value <= MOST_ERRNO ? "%lld" : "%#llx", value);
  return into;
}

void kunit_note(const char *file, int line, const char *claim, long long left, long long right) {
  char first[32], second[32];
  const char *name = strrchr(file, '/');
  fail("%s:%d %s: %s and %s", name == NULL ? file : name + 1, line, claim,
       shown(first, sizeof first, left), shown(second, sizeof second, right));
}

_Noreturn void kunit_leave(struct kunit *test) {
  /* The suite's own end asserts too. */
  if (!current.exits && current.suite->exit != NULL) {
    current.exits = true;
    current.suite->exit(test);
  }
  bool ok = current.message[0] == '\0';
  if (!ok) report(false, &current.self, ": ", current.message);
  else if (current.skipped != NULL) report(true, &current.self, " # SKIP ", current.skipped);
  else report(true, &current.self, "", "");
  _exit(ok ? EXIT_SUCCESS : EXIT_FAILURE);
}

_Noreturn void kunit_leave_out(struct kunit *test, const char *why) {
  current.skipped = why;
  kunit_leave(test);
}

/* SplitMix64 (Steele, Lea and Flood, 2014). */
u64 get_random_u64(void) {
  u64 mixed = current.random += 0x9e3779b97f4a7c15;
  mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
  return mixed ^ mixed >> 31;
}

static _Noreturn void run(const struct kunit_case *one, struct kunit *test) {
  struct rlimit seconds = { .rlim_cur = MOST_SECONDS, .rlim_max = MOST_SECONDS + 1 };
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setrlimit(RLIMIT_CPU, &seconds);
  shim_output = hear;
  int error = current.suite->init == NULL ? 0 : current.suite->init(test);
  if (error == 0) one->run(test);
  else fail("init came to %d", error);
  kunit_leave(test);
}

/* Waits for a case to end, and reports one that could not. */
static void await_one(void) {
  int status;
  pid_t process = wait(&status);
  size_t at = 0;
  while (at < running_count && running[at].process != process) at++;
  if (at == running_count) return;
  if (status != 0) any_failed = true;
  if (WIFSIGNALED(status)) report(false, &running[at], ": it was ended by: ", strsignal(WTERMSIG(status)));
  running[at] = running[--running_count];
}

static size_t processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (size_t)min(count, (long)MOST_AT_ONCE);
}

static void start(const struct kunit_suite *suite, const struct kunit_case *one,
                  struct kunit *test, const char *parameter) {
  while (running_count >= processors()) await_one();
  struct running *self = &running[running_count];
  self->number = ++started;
  snprintf(self->name, sizeof self->name, "%s.%s%s%s", suite->name, one->name,
           parameter[0] == '\0' ? "" : ".", parameter);
  self->process = fork();
  if (self->process == 0) {
    current.self = *self;
    current.suite = suite;
    run(one, test);
  }
  if (self->process > 0) {
    running_count++;
  } else {
    any_failed = true;
    report(false, self, ": ", "no process could be started for it");
  }
}

static void start_suite(const struct kunit_suite *suite) {
  for (const struct kunit_case *one = suite->test_cases; one->run != NULL; one++) {
    struct kunit test = { 0 };
    char parameter[KUNIT_PARAM_DESC_SIZE] = "";
    if (one->next == NULL) {
      start(suite, one, &test, parameter);
      continue;
    }
    while ((test.param_value = one->next(&test, test.param_value, parameter)) != NULL) {
      start(suite, one, &test, parameter);
    }
  }
}

/* Whether an argument names a suite, or the format that it is of. */
static bool names(const char *argument, const char *file, const struct kunit_suite *suite) {
  char of_format[NAME_BYTES];
  snprintf(of_format, sizeof of_format, "/iommu_%s.c", argument);
  return strncmp(suite->name, argument, strlen(argument)) == 0 || strstr(file, of_format) != NULL;
}

int main(int count, char **arguments) {
  for (const struct kunit_suites *const *at = __start_kunit_found; at < __stop_kunit_found; at++) {
    for (struct kunit_suite *const *suite = (*at)->suites; *suite != NULL; suite++) {
      bool wanted = count < 2;
      for (int one = 1; one < count; one++) wanted |= names(arguments[one], (*at)->file, *suite);
      if (wanted) start_suite(*suite);
    }
  }
  while (running_count > 0) await_one();
  return any_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
