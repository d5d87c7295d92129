import { translateSentence } from './serverSentences'

/** What the server says of a file, in the person's language; a sentence that is not known stays English. */
export function useServerText() {
  const { t, locale } = useI18n()
  return (text: string) => locale.value === 'en' ? text : translateSentence(text, (name, places) => t(`said.${name}`, places))
}
