import { droppedFiles } from './droppedFiles'

/** Makes the whole page a place to drop files on. `isOver` is true while something is held above it. */
export function usePageDrop(onDrop: (files: File[]) => void) {
  const isOver = ref(false)
  let depth = 0 // dragenter and dragleave come for every element on the way

  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

  function enter(event: DragEvent) {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth += 1
    isOver.value = true
  }

  function over(event: DragEvent) {
    if (hasFiles(event)) event.preventDefault()
  }

  function leave(event: DragEvent) {
    if (!hasFiles(event)) return
    depth -= 1
    isOver.value = depth > 0
  }

  function drop(event: DragEvent) {
    if (!event.dataTransfer || !hasFiles(event)) return
    event.preventDefault()
    depth = 0
    isOver.value = false
    void droppedFiles(event.dataTransfer).then(onDrop)
  }

  onMounted(() => {
    document.addEventListener('dragenter', enter)
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('dragenter', enter)
    document.removeEventListener('dragover', over)
    document.removeEventListener('dragleave', leave)
    document.removeEventListener('drop', drop)
  })

  return { isOver }
}
