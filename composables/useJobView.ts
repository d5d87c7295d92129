const JOB_VIEWS = ['findings', 'patterns', 'log', 'compare'] as const
type JobView = typeof JOB_VIEWS[number]

/** Which view of a job the address names, and the line at which its raw log stands. */
export function useJobView() {
  const route = useRoute()
  const router = useRouter()
  const view = computed<JobView>(() => JOB_VIEWS.find(name => name === route.query.view) ?? 'findings')
  const at = computed(() => {
    const line = Number(route.query.at)
    return Number.isSafeInteger(line) && line > 0 ? line : null
  })
  const addressOf = (name: JobView) => router.resolve({ query: { ...route.query, view: name === 'findings' ? undefined : name } }).fullPath
  const show = (name: JobView) => router.push(addressOf(name))
  const goTo = (line: number) => router.replace({ query: { ...route.query, at: String(line) } })
  return { view, at, addressOf, show, goTo }
}
