/** Methods of the routes that a path fits, in upper case. */
export function methodsOf(routes: readonly { method: string, path: string }[], path: string): string[] {
  const parts = (path.split('?')[0] ?? '').split('/')
  return routes.filter((route) => {
    const pattern = route.path.split('/')
    return pattern.length === parts.length && pattern.every((part, i) => part === parts[i] || (part.startsWith('{') && parts[i] !== ''))
  }).map(route => route.method.toUpperCase())
}
