/** What means nothing where the stores are servers: files and tests of the API suite by name, each with the reason. All others run both ways. */
export const ONLY_EMBEDDED: Record<string, string> = {
  'tests/api/memory.test.ts': 'the memory of a process does not depend on the stores, and the substitute for MongoDB takes ten times as long for a log of this size',
  'the first start on a new data folder takes no more memory than the second': 'on servers no folder is made',
  'a second process on the same data folder': 'processes on servers share no data folder',
  'I9 a full disk: 507 with the reason, no half job': 'the substitute for MongoDB does not tell how much room is left',
  'a data folder that can not be written': 'it holds no job',
}

/** And what means nothing without them. */
export const ONLY_ON_SERVERS: Record<string, string> = {
  'tests/api/roles.test.ts': 'one process alone has all roles',
  'tests/api/refusedServers.test.ts': 'only servers can be refused',
}
