import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** A real log into which incidents are put, none of which it has by its labels, or which is quiet. */
export interface Carrier { name: string, text: string, header: RegExp }

const SLICE_LINES = 15_000

const SYSLOG = /^(?<time>\w{3} +\d+ [\d:]+ )(?<writer>\S+ [^:]+: )/
const FOUND: { name: string, path: string, header: RegExp }[] = [
  { name: 'Linux_full', path: 'templates/Linux_full/Linux_full.log.gz', header: SYSLOG },
  { name: 'BGL good', path: 'anomalies/BGL_2k/baseline_good.log', header: /^(?<time>\d+ [\d.]+ )(?<writer>\S+ \S+ \S+ \w+ \w+ \w+ )/ },
  { name: 'HDFS slice', path: 'anomalies/HDFS_blocks_dev/HDFS.log.gz', header: /^(?<time>\d{6} \d{6} )(?<writer>\d+ \w+ \S+: )/ },
  { name: 'mock good', path: 'baseline/mock-01/good.log', header: /^(?<time>\d{4}-\d\d-\d\d [\d:,]+ )(?<writer>\S+ |)/ },
  { name: 'LO2 code', path: 'runs/LO2/correct_1/code.log.gz', header: /^(?<time>[\d:.]+ )(?<writer>\[[^\]]+\] +\S* *[A-Z]+ +\S+ \S+ - )/ },
  { name: 'LO2 token', path: 'runs/LO2/correct_1/token.log.gz', header: /^(?<time>[\d:.]+ )(?<writer>\[[^\]]+\] +\S* *[A-Z]+ +\S+ \S+ - )/ },
  { name: 'BGL', path: 'templates/BGL/BGL_2k.log', header: /^(?<time>\d+ [\d.]+ )(?<writer>\S+ \S+ \S+ \w+ \w+ \w+ )/ },
  { name: 'HDFS', path: 'templates/HDFS/HDFS_2k.log', header: /^(?<time>\d{6} \d{6} )(?<writer>\d+ \w+ \S+: )/ },
  { name: 'Hadoop', path: 'templates/Hadoop/Hadoop_2k.log', header: /^(?<time>\d{4}-\d\d-\d\d [\d:,]+ )(?<writer>\w+ +\[[^\]]+\] \S+: )/ },
  { name: 'HealthApp', path: 'templates/HealthApp/HealthApp_2k.log', header: /^(?<time>\d{8}-[\d:]+)(?<writer>\|\w+\|\d+\|)/ },
  { name: 'OpenSSH', path: 'templates/OpenSSH/OpenSSH_2k.log', header: SYSLOG },
  { name: 'Spark', path: 'templates/Spark/Spark_2k.log', header: /^(?<time>\d\d\/\d\d\/\d\d [\d:]+ )(?<writer>\w+ \S+: )/ },
  { name: 'Windows', path: 'templates/Windows/Windows_2k.log', header: /^(?<time>\d{4}-\d\d-\d\d [\d:]+)(?<writer>, \w+ +\w+ +)/ },
  { name: 'Linux', path: 'templates/Linux/Linux_2k.log', header: SYSLOG },
  { name: 'wild 00', path: 'wild/wild-00-quiet/wild-00-quiet.log.gz', header: /^(?<time>\d{4}-\d\d-\d\d [\d:,]+ )(?<writer>\w+ \S+ - )/ },
  { name: 'wild 01', path: 'wild/wild-01-quiet/wild-01-quiet.log.gz', header: /^(?<time>[\d/]+ [\d:]+ )(?<writer>\w+ \S+: )/ },
  { name: 'wild 05', path: 'wild/wild-05-quiet/wild-05-quiet.log.gz', header: /^(?<time>[\d/]+ [\d:]+)(?<writer>\|\w+\|\w+\|)/ },
]

/** The carriers that a data folder has; of long ones the first lines. */
export function* carriersIn(data: string): Generator<Carrier> {
  for (const { name, path, header } of FOUND) {
    const file = join(data, path)
    if (!existsSync(file)) continue
    const bytes = readFileSync(file)
    const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1').split('\n')
    yield { name, header, text: lines.slice(0, SLICE_LINES).join('\n') + '\n' }
  }
}
