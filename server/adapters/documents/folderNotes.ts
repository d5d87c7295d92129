import { join } from 'node:path'
import { z } from 'zod'
import { Mark } from '#shared/mark'
import type { InstanceNotes } from '../../ports/instanceNotes'
import { onDisk, readWhole, write } from './files'

const INSTANCE = 'instance.json'
const MARKS = 'marks.json'
const Instance = z.object({ instance_id: z.uuid() })

/** The InstanceNotes in the data folder: `instance.json` and `marks.json`. */
export function openFolderNotes(dataDir: string): InstanceNotes {
  const read = (name: string) => onDisk(() => readJson(join(dataDir, name)))
  const put = (name: string, value: object) => onDisk(() => write(join(dataDir, name), Buffer.from(`${JSON.stringify(value, null, 1)}\n`)))
  const id = async () => Instance.safeParse(await read(INSTANCE)).data?.instance_id ?? null

  return {
    id,
    async adopt(instanceId) {
      const noted = await id()
      if (noted === null) await put(INSTANCE, { instance_id: instanceId })
      return noted ?? instanceId
    },
    marks: async () => z.object({ marks: z.array(Mark) }).safeParse(await read(MARKS)).data?.marks ?? null,
    putMarks: marks => put(MARKS, { marks }),
  }
}

/** Null where there is no such file, or no JSON in it. */
async function readJson(path: string): Promise<unknown> {
  const bytes = await readWhole(path)
  try {
    return bytes ? JSON.parse(Buffer.from(bytes).toString('utf8')) : null
  }
  catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
