// Words of which random grammars make messages. Nothing here stands for a product: only how they are put together matters.

export const VERBS = 'accepted admitted archived assigned balanced booked built cached carried checked cleared closed collected compared counted copied crossed cut delivered divided drained drawn emptied fetched filed filled finished flushed folded forwarded found gathered given graded handed held indexed joined kept laid leased lifted linked loaded locked mapped marked matched measured merged mixed moved named noted offered opened ordered packed painted parked passed placed planned posted priced printed pulled pushed queued raised ranked read received recorded rented resized rolled routed saved scanned scheduled sealed sent served set shared shipped signed sorted split stacked started stored swept switched synced tagged taken tested tied timed traced trained turned unloaded updated used verified visited washed weighed wound written'.split(' ')

export const NOUNS = 'account agent album alias anchor arrow basket beacon belt bill bin blade board book bottle branch bridge brush bucket bundle button cable card cargo cart case chain channel chart clip cluster coil column courier crate cursor customer deck digest dock draft drum engine entry envelope fan ferry field filter flag fleet floor frame gate gauge grid handle harbour hatch hinge hub invoice item journal kiln label lamp lane layer ledger lens letter lever line list lock map mast mesh meter mill mirror motor needle nest note nozzle page paper parcel part pass path pattern permit pipe plan plate pocket pole pool pump queue rack rail ramp reel region relay report ring road rod room rope route rule sail scale seal segment sensor shaft shard sheet shelf shift shop sign slot spool spring stack stage stamp stock stove strap stream switch table tag tank tape task team term ticket tile tool tower track trail train tray tube valve vault vendor vessel wagon wall watch wheel window wire yard zone'.split(' ')

export const LINKS = 'for from in on at with by of to under over after before against through behind beside near'.split(' ')

/** What only trouble says. */
export const TROUBLES = 'refused broken corrupt missing unreachable rejected overrun stalled unreadable exhausted torn lost mismatched'.split(' ')
export const VERY_BAD = 'halted poisoned flooded shattered burnt'.split(' ')

/** Values of fields of few values, in each as many as are drawn. */
export const STATES = 'amber ash birch cedar chalk clay coral cream dusk ebony fern flint frost gold hazel ivory jade linen maple mint moss navy oak olive opal pearl pine plum rose rust sand slate snow steel stone straw teal umber wheat willow'.split(' ')
/** A value that no field has. */
export const STRANGE_STATES = 'quartz basalt cobalt saffron indigo'.split(' ')

export const SOURCES = 'billing bridge cellar cinema clerk depot dispatch docking factory farm forge garden guard kitchen library market mason museum office orchard packer planner porter printer quarry ranger reader sailor shepherd station tailor teller theatre tracker tram vendor warden weaver writer'.split(' ')
export const STRANGE_SOURCES = 'gallows lantern obelisk'.split(' ')
export const KEYS = 'actor batch basis block caller chunk class client code cost count delta depth edge extent group height index kind lag limit load mode node owner peer phase place range rate reason ref rest round run score side size span state step store target trip unit user volume wait weight width'.split(' ')
