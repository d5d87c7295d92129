import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const room = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** What linter and tests need; `npm start` installs and builds without them. */
const TOOLS = ['@nuxt/eslint', '@nuxt/test-utils/module'].filter(name => existsSync(room(`./node_modules/${name.split('/', 2).join('/')}`)))

export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  modules: ['@nuxt/ui', '@pinia/nuxt', '@nuxtjs/i18n', 'nuxt-security', ...TOOLS],
  css: ['~/assets/main.css'],
  postcss: { plugins: { autoprefixer: false, cssnano: false } }, // Tailwind does both, with Lightning CSS
  telemetry: false,
  devtools: { enabled: false },
  imports: { scan: false },
  components: { dirs: [] },
  ui: { fonts: false },
  icon: {
    provider: 'server',
    fallbackToApi: false,
    serverBundle: { collections: ['lucide'] },
    clientBundle: { scan: true, icons: ['lucide:loader-circle'] }, // the last: Nuxt UI's own, in a loading button
  },
  i18n: {
    strategy: 'no_prefix',
    defaultLocale: 'en',
    locales: [
      { code: 'en', language: 'en', file: 'en.json', name: 'English' },
      { code: 'es', language: 'es', file: 'es.json', name: 'Español' },
    ],
    detectBrowserLanguage: { useCookie: true, cookieKey: 'lograro_language', fallbackLocale: 'en' },
  },
  alias: { '#engine': room('./engine'), '#shared': room('./shared'), '#wording': room('./wording') },
  vite: { build: { reportCompressedSize: false } },
  nitro: {
    logging: { compressedSizes: false },
    alias: { '#engine': room('./engine'), '#shared': room('./shared'), '#wording': room('./wording') },
    experimental: { tasks: true },
    compressPublicAssets: { gzip: true, brotli: false },
    scheduledTasks: { '17 * * * *': ['retention'] },
    esbuild: { options: { target: 'node20' } }, // the start is awaited at the top of its module
    typescript: { tsConfig: { compilerOptions: { noUncheckedIndexedAccess: false } } },
  },
  security: {
    rateLimiter: false,
    requestSizeLimiter: false, // uploads have a limit of their own, MAX_UPLOAD_BYTES
    xssValidator: false, // reads bodies whole; what a log holds is shown as text
    corsHandler: false, // no other origin may read anything
    removeLoggers: false,
    headers: {
      crossOriginEmbedderPolicy: 'require-corp',
      strictTransportSecurity: false, // plain HTTP on loopback
      xFrameOptions: 'DENY',
      contentSecurityPolicy: {
        'default-src': ['\'self\''],
        'base-uri': ['\'none\''],
        'connect-src': ['\'self\''],
        'font-src': ['\'self\''],
        'form-action': ['\'self\''],
        'frame-ancestors': ['\'none\''],
        'img-src': ['\'self\'', 'data:'],
        'object-src': ['\'none\''],
        'script-src': ['\'self\'', '\'nonce-{{nonce}}\''],
        'script-src-attr': ['\'none\''],
        'style-src': ['\'self\'', '\'unsafe-inline\''],
        'upgrade-insecure-requests': false,
      },
    },
  },
  hooks: {
    // Before Nuxt's own handler, which shows the error page: set as an option it would take its place.
    'nitro:config': (config) => {
      config.errorHandler = [room('./server/http/errorHandler.ts'), config.errorHandler ?? []].flat()
    },
  },
  typescript: { strict: true },
  $production: { sourcemap: { server: false } }, // Node reads them only when told to; they cost a tenth of the build
})
