import type { Signal } from '#shared/anomaly'
import type { PartsValue } from '#shared/comparison'
import { shownTemplate } from '../templates/tokens'
import type { Comparison } from './comparison'
import { findNewNumbers } from './newNumber'
import { findNewValues } from './newValue'

/**
 * Values and numbers that the places of a template hold in a log and never in the known-good one, each told once, the most surprising
 * first. @param comparison each pair's `cluster` is its index.
 */
export function valueRows(comparison: Comparison): PartsValue[] {
  const { pairs } = comparison
  const found = [...findNewValues(comparison), ...findNewNumbers(comparison)].filter(({ margin }) => margin > 0)
  const rows = found.flatMap(({ cluster, margin, events, lines, signal }) => isNewValue(signal)
    ? [{ margin, row: { template: shownTemplate(pairs[cluster].tokens), count: events, first_line: lines?.[0] ?? 1, signal: { ...signal, strength: Math.round(signal.strength * 1e4) / 1e4 } } }]
    : [])
  const name = ({ signal: { kind, detail } }: PartsValue) => `${detail.slot} ${kind === 'new_number' && detail.unit !== '' ? detail.shown.value : detail.value}`
  rows.sort((a, b) => b.margin - a.margin || a.row.first_line - b.row.first_line || (name(a.row) < name(b.row) ? -1 : 1))
  const told = new Set<string>()
  return rows.flatMap(({ row }) => {
    // a new number that is a new value too is told once
    const key = `${row.template} ${name(row)}`
    if (told.has(key)) return []
    told.add(key)
    return [row]
  })
}

function isNewValue(signal: Signal): signal is PartsValue['signal'] {
  return signal.kind === 'new_value' || signal.kind === 'new_number'
}
