/** The name of a place of a template in the person's language: the log's own word for it, or what the engine calls it where it has none. */
export function useSlotName() {
  const { t } = useI18n()
  return (slot: string): string => {
    const [, number] = /^parameter (\d+)$/.exec(slot) ?? []
    if (number !== undefined) return t('signals.parameter', { number })
    return slot === 'severity' ? t('signals.level') : slot
  }
}
