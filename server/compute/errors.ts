/** The thread died under this work: out of memory, or a fault of the runtime. */
export class ThreadCrashed extends Error {
  override name = 'ThreadCrashed'
}

/** The engine threw: the same work again will throw again. */
export class ComputeFailed extends Error {
  override name = 'ComputeFailed'
}

/** The pool is being closed, the work was not done. */
export class ComputeClosed extends Error {
  override name = 'ComputeClosed'
}
