import { fileURLToPath } from 'node:url'

const room = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  modules: ['@nuxt/ui', '@pinia/nuxt', '@nuxtjs/i18n', 'nuxt-security', '@nuxt/eslint', '@nuxt/test-utils/module'],
  css: ['~/assets/main.css'],
  telemetry: false,
  devtools: { enabled: false },
  imports: { scan: false },
  components: { dirs: [] },
  ui: { fonts: false },
  icon: {
    provider: 'server',
    fallbackToApi: false,
    serverBundle: { collections: ['lucide'] },
    clientBundle: { scan: true },
  },
  i18n: {
    strategy: 'no_prefix',
    defaultLocale: 'en',
    locales: [{ code: 'en', language: 'en', file: 'en.json', name: 'English' }],
  },
  alias: { '#engine': room('./engine'), '#shared': room('./shared') },
  nitro: {
    alias: { '#engine': room('./engine'), '#shared': room('./shared') },
    experimental: { tasks: true },
    scheduledTasks: { '17 * * * *': ['retention'] },
    typescript: { tsConfig: { compilerOptions: { noUncheckedIndexedAccess: false } } },
  },
  typescript: { strict: true },
})
