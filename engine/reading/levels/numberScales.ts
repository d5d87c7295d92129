/** The scales in which levels are numbers. */

export type NumberScaleName = 'syslog' | 'bunyan' | 'python' | 'log4j' | 'cloud' | 'dotnet' | 'windows' | 'logrus'
  | 'android' | 'otel' | 'monolog' | 'google' | 'jul'

export interface NumberScale {
  name: NumberScaleName
  /** Severity number of each value. */
  severities: Readonly<Record<number, number>>
  /** Whether numbers grow with severity, so that the low end is the harmless one. */
  isRising: boolean
  /** Whether its numbers are in no other scale with another meaning and hardly count anything. */
  isDistinct: boolean
}

const OTEL_MAX = 24

/** OpenTelemetry's numbers: four steps for each of trace, debug, info, warning, error, fatal. */
function otelSeverities(): Record<number, number> {
  const severities: Record<number, number> = {}
  for (let n = 1; n <= OTEL_MAX; n++) severities[n] = [1, 2, 3, 5, 6, 8][(n - 1) >> 2]
  return severities
}

/**
 * Sources: RFC 5424, 6.2.1; OpenTelemetry's log data model; Python's `logging`; bunyan and pino; log4j's `Level.toInt`;
 * .NET's `LogLevel`, as spdlog and Envoy; Nextcloud, as Ruby's Logger and zerolog; logrus; Windows event levels;
 * Android's `Log`; Monolog; Google Cloud's `LogSeverity`; `java.util.logging.Level`. Earlier ones win where two explain
 * the numbers equally well.
 */
export const NUMBER_SCALES: readonly NumberScale[] = [
  { name: 'syslog', severities: { 0: 8, 1: 7, 2: 7, 3: 6, 4: 5, 5: 4, 6: 3, 7: 2 }, isRising: false,
    isDistinct: false },
  { name: 'bunyan', severities: { 10: 1, 20: 2, 30: 3, 40: 5, 50: 6, 60: 8 }, isRising: true, isDistinct: true },
  { name: 'python', severities: { 5: 1, 10: 2, 20: 3, 25: 4, 30: 5, 40: 6, 50: 7 }, isRising: true, isDistinct: true },
  { name: 'log4j', severities: { 5000: 1, 10000: 2, 20000: 3, 30000: 5, 40000: 6, 50000: 8 }, isRising: true,
    isDistinct: true },
  { name: 'cloud', severities: { 0: 2, 1: 3, 2: 5, 3: 6, 4: 8 }, isRising: true, isDistinct: false },
  { name: 'dotnet', severities: { 0: 1, 1: 2, 2: 3, 3: 5, 4: 6, 5: 7, 6: 0 }, isRising: true, isDistinct: false },
  { name: 'windows', severities: { 0: 3, 1: 7, 2: 6, 3: 5, 4: 3, 5: 1 }, isRising: false, isDistinct: false },
  { name: 'logrus', severities: { 0: 8, 1: 8, 2: 6, 3: 5, 4: 3, 5: 2, 6: 1 }, isRising: false, isDistinct: false },
  { name: 'android', severities: { 2: 1, 3: 2, 4: 3, 5: 5, 6: 6, 7: 8 }, isRising: true, isDistinct: false },
  { name: 'otel', severities: otelSeverities(), isRising: true, isDistinct: false },
  { name: 'monolog', severities: { 100: 2, 200: 3, 250: 4, 300: 5, 400: 6, 500: 7, 550: 7, 600: 8 }, isRising: true,
    isDistinct: true },
  { name: 'google', severities: { 0: 0, 100: 2, 200: 3, 300: 4, 400: 5, 500: 6, 600: 7, 700: 7, 800: 8 },
    isRising: true, isDistinct: true },
  { name: 'jul', severities: { 300: 1, 400: 1, 500: 2, 700: 3, 800: 3, 900: 5, 1000: 6 }, isRising: true,
    isDistinct: true },
]

/** Severity numbers of syslog's 0 emergency … 7 debug. */
export const SYSLOG_SEVERITIES: readonly number[] = Array.from({ length: 8 }, (_, n) => NUMBER_SCALES[0].severities[n])
