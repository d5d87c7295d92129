import { writeAuth } from './auth'
import { writeBatch } from './batch'
import { writeBuild } from './build'
import { writeDatabase } from './database'
import { writeJson } from './json'
import { writeKubernetes } from './kubernetes'
import { writeMobile } from './mobile'
import { writeQueue } from './queue'
import { writeSyslog } from './syslog'
import { writeWeb } from './web'

/** A writer for each kind of service. */
export const SERVICES = {
  web: writeWeb,
  database: writeDatabase,
  queue: writeQueue,
  batch: writeBatch,
  auth: writeAuth,
  kubernetes: writeKubernetes,
  mobile: writeMobile,
  syslog: writeSyslog,
  json: writeJson,
  build: writeBuild,
}
