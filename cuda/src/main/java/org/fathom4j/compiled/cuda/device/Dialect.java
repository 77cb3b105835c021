package org.fathom4j.compiled.cuda.device;

/**
 * The languages that kernels are written for: one source, with a few words defined for each. Each
 * product and each sum is rounded, in whichever kernel they stand together, but for {@code mad}.
 */
public enum Dialect {
  /** CUDA C++, as NVRTC compiles it. */
  CUDA(
      """
      #define KERNEL(name) extern "C" __global__ void __launch_bounds__(256) name
      #define GLOBAL
      #define SHARED __shared__
      #define LOCAL
      #define FUNCTION __device__ __forceinline__
      #define GROUP 256
      #define MEMBER ((int) threadIdx.x)
      #define GROUP_INDEX ((int) blockIdx.x)
      #define BARRIER __syncthreads()
      #define INFINITY __int_as_float(0x7f800000)
      #define NAN __int_as_float(0x7fffffff)
      #define as_float __int_as_float
      #define as_int __float_as_int
      #define as_uint __float_as_uint
      #define mad fmaf
      typedef unsigned int uint;
      typedef unsigned long long ulong;
      """),
  /** OpenCL C 1.2. */
  OPENCL(
      """
      #pragma OPENCL FP_CONTRACT OFF
      #define KERNEL(name) __kernel __attribute__((reqd_work_group_size(256, 1, 1))) void name
      #define GLOBAL __global
      #define SHARED __local
      #define LOCAL __local
      #define FUNCTION static inline
      #define GROUP 256
      #define MEMBER ((int) get_local_id(0))
      #define GROUP_INDEX ((int) get_group_id(0))
      #define BARRIER barrier(CLK_LOCAL_MEM_FENCE)
      #define fmaxf fmax
      #define fminf fmin
      #define fabsf fabs
      #define expf exp
      #define expm1f expm1
      #define logf log
      #define log1pf log1p
      #define log10f log10
      #define powf pow
      #define sqrtf sqrt
      #define tanhf tanh
      """);

  private final String words;

  Dialect(String words) {
    this.words = words;
  }

  /** What stands in front of every source. */
  public String words() {
    return words;
  }
}
