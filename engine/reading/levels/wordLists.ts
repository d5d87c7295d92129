import type { Severity } from '#shared/anomaly'

/**
 * How much has to say that a word is a level, least first: `plain` counts anywhere, `marked` needs capitals, brackets
 * or a colon behind it, `loud` capitals or brackets, `column` a column whose other words are levels.
 */
export const GRADES = ['plain', 'marked', 'loud', 'column'] as const
export type WordGrade = typeof GRADES[number]

/** Words of levels, separated by blanks, by what has to mark them and what they state. */
export const LEVEL_WORDS: Record<WordGrade, Partial<Record<Severity, string>>> = {
  plain: {
    trace: 'trace trc trce verbose vrb',
    debug: 'debug dbg dbug debugging',
    info: 'info information informational inf',
    notice: 'notice',
    warning: 'warn warning wrn',
    error: 'error err eror severe fail',
    critical: 'critical crit crt alert',
    fatal: 'fatal ftl emerg emergency panic dpanic',
  },
  // What compilers and interpreters put before a colon, and names in other languages (of JUL, PostgreSQL, gcc)
  marked: {
    debug: 'depuración depuracion débogage debogage depuração отладка 调试 偵錯 デバッグ 디버그',
    info: 'hint help información informacion informations informazioni informações informacja информация инфо bilgi '
      + '信息 資訊 情報 정보 معلومات',
    notice: 'note hinweis notificación замечание сообщение 注意 通知',
    warning: 'deprecated advertencia advertência avertissement avvertenza aviso avviso warnung waarschuwing varning '
      + 'advarsel '
      + 'varoitus varování ostrzeżenie figyelmeztetés uyarı peringatan предупреждение попередження προειδοποίηση '
      + '警告 경고 تحذير אזהרה',
    error: 'erro erreur errore fehler fout fejl feil virhe chyba błąd hiba hata galat ошибка помилка σφάλμα '
      + '错误 錯誤 エラー 오류 에러 خطأ שגיאה lỗi schwerwiegend',
    critical: 'crítico critico critique kritisch krytyczny критическая критично 严重 嚴重 重大 심각',
    fatal: 'panik panique паника 致命 致命错误 致命的 치명적',
  },
  loud: {
    trace: 'finest finer silly sill feinsten',
    debug: 'fine verb',
    info: 'config log infos konfiguration configuración configuration',
    notice: 'ntc notification',
    warning: 'attention attenzione caution',
    error: 'grave',
    critical: 'важно',
    fatal: 'abort assert wtf',
  },
  column: {
    trace: 'tra all feiner',
    debug: 'deb detailed fein fin',
    info: 'success ok pass passed done cleared indeterminate basic normal',
    notice: 'default system audit mil milestone important not ntf activity',
    warning: 'war wng minor',
    error: 'failure failed exception major',
    critical: 'fault cri',
    fatal: 'fat disaster',
  },
}

/** Words that report how something went; a column of them alone holds results, not levels. */
export const RESULT_WORDS = 'success ok pass passed done cleared fail failed failure'

/**
 * Words that stand where a level stands and state none: they go on with what was said before, or say that there is
 * none.
 */
export const COMPANION_WORDS = 'statement context query location none off unknown any unset http timing '
  + 'anweisung zusammenhang tipp instruction astuce détail sentencia contexto оператор'
