import { join } from 'node:path'
import { TemplateResult } from '#shared/results'
import { readRange, withFile, write } from './files'
import { nextOf } from './nextOf'
import { readRows, writeRows } from './rowFile'

/** In the index, a row's offset f64 and size u32 (and four bytes unused), little-endian, at its position × this. */
const RECORD_BYTES = 16

/** Templates in a folder: `rows` in the order given, `index` with where each lies. */
export async function writeTemplates(folder: string, templates: TemplateResult[]): Promise<void> {
  const index = new DataView(new ArrayBuffer(templates.length * RECORD_BYTES))
  const rows = await writeRows(join(folder, 'rows'))
  try {
    for (const [position, template] of templates.entries()) {
      const { offset, sizeBytes } = await rows.add(template)
      index.setFloat64(position * RECORD_BYTES, offset, true)
      index.setUint32(position * RECORD_BYTES + 8, sizeBytes, true)
    }
    await rows.end()
  }
  finally {
    await rows.close()
  }
  await write(join(folder, 'index'), new Uint8Array(index.buffer))
}

export async function readTemplates(folder: string, after: number, limit: number) {
  const page = await withFile(join(folder, 'index'), async (file) => {
    const bytes = await readRange(file, after * RECORD_BYTES, (after + limit) * RECORD_BYTES)
    return { index: new DataView(bytes.buffer), total: Math.floor((await file.stat()).size / RECORD_BYTES) }
  })
  if (!page) return { templates: [], total: 0, next: null }
  const places = Array.from({ length: Math.floor(page.index.byteLength / RECORD_BYTES) }, (_, position) => ({
    offset: page.index.getFloat64(position * RECORD_BYTES, true),
    sizeBytes: page.index.getUint32(position * RECORD_BYTES + 8, true),
  }))
  const rows = await withFile(join(folder, 'rows'), file => readRows(file, places)) ?? []
  return {
    templates: rows.map(row => TemplateResult.parse(row)),
    total: page.total,
    next: nextOf({ after, found: places.length, total: page.total }),
  }
}
