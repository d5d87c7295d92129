import { z } from 'zod'
import { JobId } from '#shared/job'
import { Note } from '#shared/note'
import { Problem } from '#shared/problem'
import { ROUTES, type ApiRoute } from '#shared/routes'

const JSON_TYPE = 'application/json'
const DESCRIPTION = 'A log file in, its odd lines out. Errors are RFC 9457 problems. '
  + 'Whatever is said to a person comes as a code with arguments as well.'

/** The API as an OpenAPI 3.0 document, made from the schemas that the server itself parses with. */
export function openApiDocument(version: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of ROUTES) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) }
  return {
    openapi: '3.0.3',
    info: { title: 'Lograro', version, description: DESCRIPTION },
    paths,
    components: { schemas: noteSchemas() },
  }
}

function operationOf({ path, summary, query, headers = {}, takes, body, answer, errors = [] }: ApiRoute) {
  const hasJob = path.includes('{job_id}')
  const parameters = [
    ...Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({ name, in: 'path', required: true, schema: schemaOf(JobId, 'input') })),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) => ({ name, in: 'query', required: false, schema: schemaOf(z.object({ [name]: schema }), 'input').properties?.[name] })),
    ...Object.entries(headers).map(([name, { description, required = false }]) => ({ name, in: 'header', description, required, schema: { type: 'string' } })),
  ]
  const statuses = new Set([...hasJob ? [404] : [], ...query ? [400] : [], ...errors])
  return {
    summary,
    parameters,
    ...takes ? { requestBody: takes === 'form' ? fileForm() : fileBody(takes) } : body ? { requestBody: { required: true, ...content(JSON_TYPE, body, 'input') } } : {},
    responses: {
      [answer.status]: { description: answer.description, ...answer.type && answer.schema ? content(answer.type, answer.schema) : {} },
      ...Object.fromEntries([...statuses].map(status => [status, { description: 'A problem', ...content('application/problem+json', Problem) }])),
    },
  }
}

function content(type: string, schema: z.ZodType, io: 'input' | 'output' = 'output') {
  return { content: { [type]: { schema: schemaOf(schema, io) } } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  const { definitions: _, ...own } = describe(schema, io)
  return own
}

/** Notes hold notes, so that they are described once. */
function noteSchemas() {
  return describe(z.object({ note: Note }), 'output').definitions
}

function describe(schema: z.ZodType, io: 'input' | 'output') {
  const described = z.toJSONSchema(schema, { target: 'openapi-3.0', io })
  pointAtComponents(described)
  return described
}

function pointAtComponents(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  if ('$ref' in node && typeof node.$ref === 'string') {
    node.$ref = node.$ref.replace('#/definitions/', '#/components/schemas/')
  }
  for (const member of Object.values(node)) pointAtComponents(member)
}

function fileForm() {
  const schema = { type: 'object', required: ['file'], properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } } }
  return { required: true, content: { 'multipart/form-data': { schema } } }
}

function fileBody(takes: 'file' | 'part') {
  return { required: true, content: { [takes === 'file' ? 'application/octet-stream' : 'application/offset+octet-stream']: { schema: { type: 'string', format: 'binary' } } } }
}
