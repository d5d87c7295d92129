// A thread that dies on one byte, answers two, and never ends with three.
export function merge({ summaries }) {
  if (summaries[0].length === 1) process.exit(1)
  if (summaries[0].length === 3) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  return { value: new Uint8Array([7]) }
}
