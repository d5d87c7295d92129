import { findNumbersOutOfRange } from './numberRange'
import { findRareTemplates } from './rareTemplate'
import { findRareValues } from './rareValue'
import { findSevere } from './severity'
import type { FindCandidates } from './signal'

/** Every kind of oddness that is looked for. */
export const SIGNALS: FindCandidates[] = [findRareTemplates, findRareValues, findNumbersOutOfRange, findSevere]
