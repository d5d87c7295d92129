import { SERVICE_KINDS } from '../../samples/index'
import { SignalKind } from '../../shared/anomaly'
import { generatedFigures } from './generatedSets'
import { labelledFigures, mean, share } from './qualitySets'
import type { Scorer } from './scorer'

const HEAD = '| signals | BGL_2k AP / own F1 | HDFS_blocks_dev AP / own F1 | HealthApp recall@20 | SSH recall@20 | generated recall@20 | generated false groups in 20 |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |'

/** Prints what all signals together find, each one alone, and all but it: one row as soon as it is measured. */
export function printAblation(data: string, folder: string, scorer: Scorer, print: (line: string) => void): void {
  const rows = [
    { name: 'all', options: [] },
    ...SignalKind.options.map(kind => ({ name: `only ${kind}`, options: ['--only-signal', kind] })),
    ...SignalKind.options.map(kind => ({ name: `all but ${kind}`, options: ['--without', kind] })),
  ]
  print(HEAD)
  for (const { name, options } of rows) {
    const { ranked, recalls } = labelledFigures(data, scorer, ...options)
    const generated = SERVICE_KINDS.map(kind => generatedFigures(kind, folder, scorer, ...options))
    const cells = [...ranked.map(pair => pair.map(share).join(' / ')), ...recalls.map(share), share(mean(generated.map(({ recall }) => recall))), mean(generated.map(({ falseGroups }) => falseGroups)).toFixed(1)]
    print(`| ${name} | ${cells.join(' | ')} |`)
  }
}
