/** Log-likelihood ratio, in nats, of a Poisson count of m where λ > 0 is expected: m ln(m / λ) - (m - λ); 0 or more. */
export function poissonRatio(count: number, expected: number): number {
  return (count > 0 ? count * Math.log(count / expected) : 0) - (count - expected)
}
