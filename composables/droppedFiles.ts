/** Files taken of a folder at most; chosen. */
const FILES_MAX = 1000

/** The files of what was dropped, those in folders too, in the order of their names; hidden ones are left out. */
export async function droppedFiles(dropped: DataTransfer): Promise<File[]> {
  // All at once: the list is empty after the event.
  const entries = [...dropped.items].map(item => item.webkitGetAsEntry())
  if (!entries.some(entry => entry?.isDirectory)) return [...dropped.files]
  const files: File[] = []
  for (const entry of entries) if (entry) await gather(entry, files)
  return files
}

async function gather(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (entry.name.startsWith('.') || files.length >= FILES_MAX) return
  if (isFile(entry)) files.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)))
  else if (isFolder(entry)) for (const inner of await entriesOf(entry)) await gather(inner, files)
}

/** A reader gives a hundred at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return entries.sort((a, b) => a.name < b.name ? -1 : 1)
    entries.push(...some)
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
