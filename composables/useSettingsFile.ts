import { z } from 'zod'
import { MarksImport } from '#shared/mark'
import { useMarksStore } from '~/stores/marksStore'

const FILE_NAME = 'lograro-settings.json'
const MODES = ['system', 'light', 'dark'] as const

/** What a person takes to another server or browser: the marks, the language, light or dark. */
const SettingsFile = MarksImport.extend({
  settings: z.object({ language: z.string(), color_mode: z.enum(MODES).catch('system') }).optional(),
})

/** Gives marks and settings as a file, and takes them from one. */
export function useSettingsFile() {
  const store = useMarksStore()
  const { locale, locales, setLocale } = useI18n()
  const colorMode = useColorMode()
  const state = ref<'none' | 'taken' | 'refused'>('none')

  async function give() {
    if (!await store.load()) return
    const text = JSON.stringify({ marks: store.marks, settings: { language: locale.value, color_mode: colorMode.preference } }, null, 2)
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    Object.assign(document.createElement('a'), { href: url, download: FILE_NAME }).click()
    URL.revokeObjectURL(url)
  }

  async function take(file: File) {
    const parsed = SettingsFile.safeParse(await file.text().then(text => JSON.parse(text)).catch(() => null))
    state.value = parsed.success && await store.importMarks({ marks: parsed.data.marks }) ? 'taken' : 'refused'
    const settings = parsed.data?.settings
    if (state.value === 'refused' || !settings) return
    colorMode.preference = settings.color_mode
    const language = locales.value.find(({ code }) => code === settings.language)
    if (language) await setLocale(language.code)
  }

  return { state, give, take, marks: computed(() => store.marks) }
}
