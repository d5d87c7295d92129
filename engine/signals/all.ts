import { findBursts } from './burst'
import { findDrifts } from './drift'
import { findNumbersOutOfRange } from './numberRange'
import { findRareTemplates } from './rareTemplate'
import { findRareValues } from './rareValue'
import { findUnusualSessions } from './session'
import { findSevere } from './severity'
import type { FindCandidates } from './signal'
import { findSilences } from './silence'

/** Every kind of oddness that is looked for. */
export const SIGNALS: FindCandidates[] = [findRareTemplates, findRareValues, findNumbersOutOfRange, findDrifts, findBursts, findSilences, findUnusualSessions, findSevere]
