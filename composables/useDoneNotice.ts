import type { Ref } from 'vue'

/** A notification of the desktop when a job is done, for who asks for it. */
export function useDoneNotice(isDone: Readonly<Ref<boolean>>, text: Readonly<Ref<string>>) {
  const state = ref<'none' | 'on' | 'refused'>('none')

  async function ask() {
    const permission = 'Notification' in window ? await Notification.requestPermission() : 'denied'
    state.value = permission === 'granted' ? 'on' : 'refused'
  }

  watch(isDone, (done) => {
    if (!done || state.value !== 'on') return
    state.value = 'none'
    new Notification('Lograro', { body: text.value, icon: '/favicon.svg' })
  })
  return { state, ask }
}
