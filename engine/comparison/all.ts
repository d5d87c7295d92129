import type { FindDifferences } from './comparison'
import { findChangedFrequencies } from './frequency'
import { findGone } from './gone'
import { findNewNumbers } from './newNumber'
import { findNewTemplates } from './newTemplate'
import { findNewValues } from './newValue'

/** Every kind of difference to a known-good log that is looked for. */
export const DIFFERENCES: FindDifferences[] = [findNewTemplates, findNewValues, findNewNumbers, findChangedFrequencies, findGone]
