/* Stands in for NVIDIA's driver, libcuda.so.1, on a machine without a card: it begins, tells the version of the variable
   STUB_DRIVER_VERSION (13010 where that is not set), and has no card. */
#include <stdlib.h>
#include <string.h>

enum { SUCCESS = 0, NO_DEVICE = 100, NOT_FOUND = 500 };

int cuInit(unsigned flags) {
  (void) flags;
  return NO_DEVICE;
}

int cuDriverGetVersion(int *version) {
  const char *told = getenv("STUB_DRIVER_VERSION");
  *version = told ? atoi(told) : 13010;
  return SUCCESS;
}

int cuDeviceGetCount(int *count) {
  *count = 0;
  return SUCCESS;
}

int cuGetErrorString(int error, const char **words) {
  *words = error == NO_DEVICE ? "no CUDA-capable device is detected" : "an error of the stub";
  return SUCCESS;
}

/* CUDA's runtime asks for every function by its name. */
int cuGetProcAddress_v2(const char *name, void **function, int version, unsigned long long flags, int *found) {
  static const struct {
    const char *name;
    void *function;
  } functions[] = {
      {"cuInit", (void *) cuInit},
      {"cuDriverGetVersion", (void *) cuDriverGetVersion},
      {"cuDeviceGetCount", (void *) cuDeviceGetCount},
      {"cuGetErrorString", (void *) cuGetErrorString},
  };
  (void) version;
  (void) flags;
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    if (!strcmp(name, functions[i].name)) {
      *function = functions[i].function;
      if (found) *found = 0;
      return SUCCESS;
    }
  }
  *function = NULL;
  if (found) *found = 1;
  return NOT_FOUND;
}

int cuGetExportTable(const void **table, const void *id) {
  (void) id;
  *table = NULL;
  return NOT_FOUND;
}
