import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const COOKIE = 'lograro_access'
/** Chosen: a browser asks again after a month. */
const COOKIE_SECONDS = 30 * 24 * 60 * 60

/** Whether a request may be answered: it carries the token, or the cookie of who has given it before. */
export function hasAccess(headers: IncomingHttpHeaders, token: string): boolean {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (bearer !== undefined && isToken(bearer, token)) return true
  const cookie = (headers.cookie ?? '').split(';').map(pair => pair.trim()).find(pair => pair.startsWith(`${COOKIE}=`))
  return cookie !== undefined && isSame(cookie.slice(COOKIE.length + 1), cookieValue(token))
}

export function isToken(given: string, token: string): boolean {
  return isSame(given, token)
}

/** Not the token itself: who reads the cookie can't use the API from a script, and another token ends it. */
export function accessCookie(token: string, isSecure: boolean): string {
  return `${COOKIE}=${cookieValue(token)}; Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
}

/** Where to go after the token was given: a path of this server, whatever was asked. */
export function pathAfter(asked: string | null): string {
  return asked !== null && /^\/(?![/\\])[\w\-./?=&%#~+]*$/.test(asked) ? asked : '/'
}

/** The page that asks for the token. It needs no script and nothing else of the server. */
export function accessPage(next: string, wasWrong: boolean): string {
  const wrong = wasWrong ? '<p id="wrong" role="alert">This is not the token.</p>' : ''
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Lograro: access</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:15vh auto;padding:0 1rem}label{display:block;margin-bottom:.25rem}input,button{font:inherit;padding:.5rem .75rem}input{width:100%;box-sizing:border-box;margin-bottom:1rem}</style>
</head><body><main><h1>Lograro</h1>${wrong}
<form method="post" action="/access"><input type="hidden" name="next" value="${escaped(next)}">
<label for="token">Access token</label><input id="token" name="token" type="password" autocomplete="current-password" required autofocus${wasWrong ? ' aria-describedby="wrong" aria-invalid="true"' : ''}>
<button type="submit">Open</button></form></main></body></html>`
}

function cookieValue(token: string): string {
  return createHash('sha256').update(`lograro cookie ${token}`).digest('base64url')
}

// Hashes have one length, as the comparison wants it.
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
