import { createHash, type Hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { BadRequest, ChecksumMismatch, PieceDamaged } from './errors'

/** Checksums that a request's headers give of its body. */
export interface Checksums {
  add(piece: Uint8Array): void
  /** @throws ChecksumMismatch */
  compare(): void
}

const ALGORITHMS: Record<string, string> = { 'md5': 'md5', 'sha': 'sha1', 'sha-256': 'sha256', 'sha-512': 'sha512' }

/**
 * Reads `Content-MD5` (RFC 1864), `Digest` (RFC 3230), `Content-Digest` and `Repr-Digest` (RFC 9530): of a whole body, all
 * are of its bytes as sent. Algorithms that are not known are passed over where another one is known. @throws BadRequest
 */
export function openChecksums(headers: IncomingHttpHeaders): Checksums {
  const wanted: { header: string, hash: Hash, digest: Buffer }[] = []
  const want = (header: string, algorithm: string, text: string) => {
    const name = ALGORITHMS[algorithm.toLowerCase()]
    if (name === undefined) return false
    const digest = Buffer.from(text, 'base64')
    const hash = createHash(name)
    if (digest.length !== createHash(name).digest().length) {
      throw new BadRequest({ code: 'bad_checksum', args: { header, algorithm } })
    }
    wanted.push({ header, hash, digest })
    return true
  }
  for (const header of ['Content-MD5', 'Digest', 'Content-Digest', 'Repr-Digest']) {
    const given = [headers[header.toLowerCase()] ?? []].flat().join(',')
    if (given === '') continue
    const values: [string, string][] = header === 'Content-MD5'
      ? [['md5', given]]
      : given.split(',').map((value): [string, string] => [value.slice(0, value.indexOf('=')).trim(), value.slice(value.indexOf('=') + 1).trim().replace(/^:(.*):$/, '$1')])
    if (values.filter(([algorithm, text]) => want(header, algorithm, text)).length === 0) {
      throw new BadRequest({ code: 'unknown_checksum', args: { header, known: Object.keys(ALGORITHMS) } })
    }
  }
  return {
    add(piece) {
      for (const { hash } of wanted) hash.update(piece)
    },
    compare() {
      for (const { header, hash, digest } of wanted) {
        if (!hash.digest().equals(digest)) throw new ChecksumMismatch({ code: 'wrong_checksum', args: { header } })
      }
    },
  }
}

/** Algorithms of the tus protocol's extension for checksums, by its names. */
export const PIECE_ALGORITHMS = ['md5', 'sha1', 'sha256', 'sha512']

/** The checksum that `Upload-Checksum` gives of one request's part of an upload; null without. @throws BadRequest; PieceDamaged at its end */
export function pieceChecksum(headers: IncomingHttpHeaders): Checksums | null {
  const given = headers['upload-checksum']
  if (given === undefined) return null
  const [algorithm = '', text = ''] = String(given).split(' ')
  if (!PIECE_ALGORITHMS.includes(algorithm)) {
    throw new BadRequest({ code: 'unknown_checksum', args: { header: 'Upload-Checksum', known: PIECE_ALGORITHMS } })
  }
  const hash = createHash(algorithm)
  const digest = Buffer.from(text, 'base64')
  return {
    add: piece => void hash.update(piece),
    compare() {
      if (!hash.digest().equals(digest)) throw new PieceDamaged({ code: 'wrong_part_checksum', args: {} })
    },
  }
}
