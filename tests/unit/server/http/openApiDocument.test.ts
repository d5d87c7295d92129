import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { NOTE_CODES } from '#shared/note'
import { openApiDocument } from '../../../../server/http/openApiDocument'
import { methodsOf } from '../../../../server/http/routePaths'
import { ROUTES } from '../../../../shared/routes'

const API = fileURLToPath(new URL('../../../../server/api', import.meta.url))
/** Files that are no route of their own, each with the reason. */
const NO_ROUTE = new Map([['[...].ts', 'answers what no route answers']])

/** The route of a file, as Nuxt names it. */
function routeOf(file: string): string {
  const [, path = '', method = ''] = /^(.+)\.(get|post|delete|put|patch|head|options)\.ts$/.exec(file) ?? []
  return `${method} /api/${path.replace(/\[(\w+)\]/g, '{$1}').replace(/\/index$/, '')}`
}

test('the OpenAPI page lists every route in server/api and no other', () => {
  const files = readdirSync(API, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !NO_ROUTE.has(file))
  const listed = Object.entries(openApiDocument('0').paths).flatMap(([path, methods]) => Object.keys(methods).map(method => `${method} ${path}`))
  expect(listed.sort()).toEqual(files.map(routeOf).sort())
  expect(listed.length).toBe(ROUTES.length)
})

test('its schemas are those that the server parses with', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3')))
  expect(document.info.version).toBe('1.2.3')
  const status = document.paths['/api/v2/status/{job_id}'].get
  expect(status.parameters[0]).toMatchObject({ name: 'job_id', in: 'path', required: true })
  expect(status.responses[200].content['application/json'].schema.properties.progress).toMatchObject({ type: 'number', minimum: 0, maximum: 1 })
  const problem = status.responses[404].content['application/problem+json'].schema
  expect(problem.required).toContain('detail')
  expect(problem.properties.code.allOf).toEqual([{ $ref: '#/components/schemas/NoteCode' }])
  const results = document.paths['/api/v2/results/{job_id}'].get
  expect(results.parameters.find((parameter: { name: string }) => parameter.name === 'limit').schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 1000, default: 100 })
  expect(document.paths['/api/v2/process'].post.requestBody.content['multipart/form-data'].schema.required).toEqual(['file'])
})

test('describes notes once, and refers to them', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument('0')))
  const referred = new Set(JSON.stringify(document).match(/#\/[^"]*/g))
  expect([...referred].sort()).toEqual(Object.keys(document.components.schemas).map(name => `#/components/schemas/${name}`).sort())
  expect(document.components.schemas.NoteCode.enum).toEqual(NOTE_CODES)
})

test('methods of a path, for the answer to another one', () => {
  expect(methodsOf(ROUTES, '/api/v2/process?x=1')).toEqual(['POST', 'PUT'])
  expect(methodsOf(ROUTES, '/api/v2/jobs/abc')).toEqual(['DELETE'])
  expect(methodsOf(ROUTES, '/api/v2/jobs/')).toEqual([])
  expect(methodsOf(ROUTES, '/api/v2/none')).toEqual([])
})
