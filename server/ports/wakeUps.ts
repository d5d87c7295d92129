/** Tells listeners that something about a job has changed; carries nothing. May be lost, may come twice. */
export interface WakeUps {
  notify(jobId: string): Promise<void>
  /** Calls `wake` after each notice from now on. @returns a function that ends it. */
  listen(jobId: string, wake: () => void): Promise<() => Promise<void>>
  isReady(): Promise<boolean>
}
