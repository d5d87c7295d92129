import { cellOf, type Level, type Levels } from '../summary/levels'
import { BINS_AN_OCTAVE } from '../tokens/numbers'

/** The cells of a place's numbers, in the order of lines. */
interface Run {
  /** Mean position, in octaves. */
  level: Float64Array
  /** Numbers. */
  count: Float64Array
  /** Cells from the one before to this one: 1 where they are neighbours. */
  step: Float64Array
}

/** A stretch of a place's cells in which its numbers are others. */
export interface LevelShift {
  cells: readonly Level[]
  /** Lowest line of the cell behind it, null where it goes on to the end. */
  end: number | null
  /** Geometric means, as bins: of the stretch, and of all other cells. */
  bin: number
  usualBin: number
  /** Numbers in the stretch. */
  count: number
  /** How much likelier the cells are with it, less ln of how many stretches were looked at. */
  nats: number
}

/** A stretch but for the cell in it that is most unusual, and how much likelier the cells are with it, in nats. */
interface Stretch { from: number, to: number, without: number, nats: number }

/** Ratios of two variances that are tried: by fours, from none over far too little to far too much. */
const RATIOS = [0, ...Array.from({ length: 10 }, (_, i) => 4 ** (i - 6))]
/** Levels are no more exact than bins: variance of what is cut off, in octaves². */
const BIN_VARIANCE = 1 / (12 * BINS_AN_OCTAVE ** 2)

function runOf({ shift, cells }: Levels): Run {
  const at = cells.map(({ line }) => cellOf(line, shift))
  return {
    level: Float64Array.from(cells, ({ sum, count }) => sum / count / BINS_AN_OCTAVE),
    count: Float64Array.from(cells, ({ count }) => count),
    step: Float64Array.from(at, (cell, i) => i === 0 ? 0 : cell - at[i - 1]),
  }
}

/** Variance of each cell's level in that of one number: its numbers have their own, and the cell `ratio` times as much. */
const noiseOf = ({ count }: Run, ratio: number) => count.map(numbers => 1 / numbers + ratio)

/** Log-likelihood of independent cells about one mean, in nats, but for a constant. */
function likelihoodOf({ level }: Run, noise: Float64Array): number {
  let weights = 0, sum = 0, logs = 0, squares = BIN_VARIANCE * level.length
  level.forEach((value, i) => {
    weights += 1 / noise[i]
    sum += value / noise[i]
    logs += Math.log(noise[i])
  })
  level.forEach((value, i) => squares += (value - sum / weights) ** 2 / noise[i])
  return -logs / 2 - (level.length - 1) / 2 * Math.log(squares)
}

/**
 * The stretch whose cells differ most from all others if cells are independent, and how many were looked at. Its most unusual cell is
 * left out, as one number far off, which is another oddness, may be all that is in it. None has more than half of the numbers, as what most
 * are is usual.
 */
function bestStretch({ level, count }: Run, noise: Float64Array): { best: Stretch | null, tried: number } {
  const cells = level.length
  const weight = noise.map(variance => 1 / variance)
  const all = { weight: 0, sum: 0, squares: 0, numbers: 0 }
  level.forEach((value, i) => {
    all.weight += weight[i]
    all.sum += value * weight[i]
    all.squares += value * value * weight[i]
    all.numbers += count[i]
  })
  const exact = BIN_VARIANCE * (cells - 1)
  let best: Stretch | null = null
  let tried = 0
  for (let from = 0; from < cells - 1; from++) {
    let ownWeight = weight[from], sum = level[from] * weight[from], numbers = count[from]
    for (let to = from + 2; to <= cells; to++) {
      ownWeight += weight[to - 1]
      sum += level[to - 1] * weight[to - 1]
      numbers += count[to - 1]
      if (2 * numbers > all.numbers) break
      tried++
      const rest = (all.sum - sum) / (all.weight - ownWeight)
      const side = Math.sign(sum / ownWeight - rest)
      let without = from
      for (let i = from + 1; i < to; i++) if ((level[i] - rest) * side * weight[i] > (level[without] - rest) * side * weight[without]) without = i
      const left = ownWeight - weight[without]
      const gap = (sum - level[without] * weight[without]) / left - rest
      if (gap * side <= 0) continue
      const total = all.weight - weight[without]
      const squares = all.squares - level[without] ** 2 * weight[without] - (all.sum - level[without] * weight[without]) ** 2 / total + exact
      const nats = (cells - 3) / 2 * Math.log(squares / Math.max(squares - left * (total - left) / total * gap * gap, exact))
      if (!best || nats > best.nats) best = { from, to, without, nats }
    }
  }
  return { best, tried }
}

/** Log-likelihoods, in nats, of cells about a level that walks at random by a variance of `walk` a cell, without and with a shift in the stretch. */
function likelihoodsOfWalk({ level, step }: Run, noise: Float64Array, walk: number, { from, to, without }: Stretch): { plain: number, shifted: number } {
  const exact = BIN_VARIANCE * (level.length - 1)
  let mean = level[0], shift = 0, variance = noise[0]
  let logs = 0, squares = exact, products = 0, shifts = 0
  for (let i = 1; i < level.length; i++) {
    variance += walk * step[i]
    if (i === without) continue
    const spread = variance + noise[i]
    const off = level[i] - mean
    const shiftOff = (i >= from && i < to ? 1 : 0) - shift
    logs += Math.log(spread)
    squares += off * off / spread
    products += off * shiftOff / spread
    shifts += shiftOff * shiftOff / spread
    const gain = variance / spread
    mean += gain * off
    shift += gain * shiftOff
    variance *= 1 - gain
  }
  const left = Math.max(squares - products * products / shifts, exact)
  const half = (level.length - 3) / 2
  return { plain: -logs / 2 - half * Math.log(squares), shifted: -logs / 2 - half * Math.log(left) }
}

/** How much likelier the cells are with the shift, in nats, if their level walks at random: both with the variances that suit them best. */
function natsOfWalk(run: Run, noises: readonly Float64Array[], stretch: Stretch): number {
  let plain = Number.NEGATIVE_INFINITY, shifted = Number.NEGATIVE_INFINITY
  for (const noise of noises) {
    const mean = noise.reduce((sum, variance) => sum + variance, 0) / noise.length
    for (const ratio of RATIOS) {
      const found = likelihoodsOfWalk(run, noise, ratio * mean, stretch)
      plain = Math.max(plain, found.plain)
      shifted = Math.max(shifted, found.shifted)
    }
  }
  return shifted - plain
}

/**
 * Surprise, in nats, of how many cells lie higher than the one before them, as those of a counter do that starts anew now and then: of
 * n steps between cells in any order n / 2 go up, with a variance of (n + 2) / 12.
 */
function natsOfCounting({ level }: Run): number {
  let up = 0, down = 0
  for (let i = 1; i < level.length; i++) {
    if (level[i] > level[i - 1]) up++
    else if (level[i] < level[i - 1]) down++
  }
  return ((up - down) / 2) ** 2 / ((up + down + 2) / 6)
}

function meanBin(cells: readonly Level[]): { bin: number, count: number } {
  const count = cells.reduce((sum, cell) => sum + cell.count, 0)
  return { bin: cells.reduce((sum, cell) => sum + cell.sum, 0) / count, count }
}

/**
 * The stretch of a place's cells whose level differs most from that of all others; null where there is none, or none of `least` nats.
 * How surprising it is, is the lesser of two log-likelihood ratios with variances that are not known, which its own cells give: one with
 * independent cells, and one with cells about a level that walks at random (the local level model with an intervention: A. C. Harvey,
 * "Forecasting, Structural Time Series Models and the Kalman Filter", 1989; G. E. P. Box, G. C. Tiao, "Intervention Analysis", Journal of
 * the American Statistical Association 70, 1975). So what drifts, swings or goes through phases anyhow explains itself. What speaks for a
 * counter is taken off (G. H. Moore, W. A. Wallis, "Time Series Significance Tests Based on Signs of Differences", in the same journal
 * 38, 1943), as is ln of how many stretches there are. A stretch that begins with the first cell is a start, and no change: it is left out.
 */
export function levelShiftOf(levels: Levels, least: number): LevelShift | null {
  const run = runOf(levels)
  const noises = RATIOS.map(ratio => noiseOf(run, ratio))
  const noise = noises.reduce((one, other) => likelihoodOf(run, other) > likelihoodOf(run, one) ? other : one)
  const { best, tried } = bestStretch(run, noise)
  if (!best) return null
  const off = natsOfCounting(run) + Math.log(tried)
  if (best.nats - off < least) return null
  const { from, to } = best
  const { shift, cells } = levels
  if (from === 0) return levelShiftOf({ shift, cells: cells.slice(to) }, least)
  const { bin, count } = meanBin(cells.slice(from, to))
  const { bin: usualBin } = meanBin([...cells.slice(0, from), ...cells.slice(to)])
  return { cells: cells.slice(from, to), end: to < cells.length ? cells[to].line : null, bin, usualBin, count, nats: Math.min(best.nats, natsOfWalk(run, noises, best)) - off }
}
