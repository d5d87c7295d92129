const UNITS: Record<string, number> = { '': 1, 'B': 1, 'KB': 1e3, 'MB': 1e6, 'GB': 1e9, 'KIB': 2 ** 10, 'MIB': 2 ** 20, 'GIB': 2 ** 30 }

/** Bytes of `50MB`, `1.5GiB` or `1000`; null where it is no such size. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text)
  const unit = match ? UNITS[match[2].toUpperCase()] : undefined
  return match && unit !== undefined ? Math.floor(Number(match[1]) * unit) : null
}
