import type { IncomingHttpHeaders } from 'node:http'
import { Foreign } from './errors'

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const FOREIGN_SITES = new Set(['cross-site', 'same-site'])

/**
 * Refuses what a foreign web page may have sent to a server on this machine: a `Host` that is not ours (DNS rebinding), a
 * write whose `Origin` or `Sec-Fetch-Site` names another site. @throws Foreign
 */
export function requireSameHost(method: string, headers: IncomingHttpHeaders, isOurHost: (hostname: string) => boolean): void {
  const host = headers.host ?? ''
  const url = parsed(`http://${host}`)
  if (!url || url.host === '' || !isOurHost(hostnameOf(url))) {
    throw new Foreign({ code: 'foreign_host', args: { host: host.slice(0, 100) } })
  }
  if (!WRITES.has(method)) return
  const site = headers['sec-fetch-site']
  if (typeof site === 'string' && FOREIGN_SITES.has(site)) throw new Foreign({ code: 'foreign_site', args: {} })
  const { origin } = headers
  if (origin !== undefined && parsed(origin)?.host !== url.host) throw new Foreign({ code: 'foreign_origin', args: {} })
}

/** A host name without brackets and final dot, in lower case. */
function hostnameOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase()
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

/** Whether a host is among these names, whatever the port; any is where there are none. */
export function hostRule(names: readonly string[] | null): (hostname: string) => boolean {
  if (names === null) return () => true
  const ours = new Set(names.map(name => name.replace(/^\[|\]$/g, '').toLowerCase()))
  return hostname => ours.has(hostname)
}
