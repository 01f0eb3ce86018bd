"""Every action the ledger can hold, and the words in which a person reads it. Pure.

A feature adds its lines under its own heading, sorted. A code is never removed or given a new
meaning: entries written with it stand for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forevar.kernel import errors
from forevar.trust.audit import leaf


def gettext_noop(text: str) -> str:
    """Mark a text for the translators; the interface translates it when it is shown."""
    return text


ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        # access
        "access.blocked": gettext_noop("Sperret en person fra saken"),
        "access.blocks_viewed": gettext_noop("Så hvem som er sperret fra saken"),
        "access.control_opened": gettext_noop("Åpnet loggen for kontroll"),
        "access.control_searched": gettext_noop("Søkte i loggen for kontroll"),
        "access.denied": gettext_noop("Ble avvist"),
        "access.emergency_ended": gettext_noop("Avsluttet nødtilgang"),
        "access.emergency_explained": gettext_noop("Forklarte nødtilgangen"),
        "access.emergency_opened": gettext_noop("Åpnet nødtilgang"),
        "access.emergency_renewed": gettext_noop("Forlenget nødtilgang"),
        "access.emergency_reviewed": gettext_noop("Gikk gjennom en nødtilgang"),
        "access.emergency_viewed": gettext_noop("Leste forklaringen på en nødtilgang"),
        "access.ended": gettext_noop("Avsluttet en tilgang"),
        "access.flagged_for_duty": gettext_noop("Gjorde saken kjent for vakta"),
        "access.granted": gettext_noop("Ga tilgang"),
        "access.log_viewed": gettext_noop("Så hvem som har sett saken"),
        "access.unblock_asked": gettext_noop("Ba om at en sperring blir opphevet"),
        "access.unblocked": gettext_noop("Opphevet en sperring"),
        # accounts
        "accounts.factor_added": gettext_noop("La til en innloggingsmåte"),
        "accounts.factor_removed": gettext_noop("Fjernet en innloggingsmåte"),
        "accounts.membership_ended": gettext_noop("Avsluttet en rolle"),
        "accounts.membership_given": gettext_noop("Ga en rolle"),
        "accounts.number_added": gettext_noop("La til et telefonnummer"),
        "accounts.number_changed": gettext_noop("Endret et telefonnummer"),
        "accounts.number_tried": gettext_noop("Prøvde et telefonnummer"),
        "accounts.organisation_added": gettext_noop("La til en virksomhet"),
        "accounts.password_changed": gettext_noop("Byttet passord"),
        "accounts.person_added": gettext_noop("La til en bruker"),
        "accounts.person_closed": gettext_noop("Stengte en bruker"),
        "accounts.recovery_codes_made": gettext_noop("Laget nye reservekoder"),
        "accounts.sessions_ended": gettext_noop("Logget ut alle økter"),
        "accounts.shift_changed": gettext_noop("Endret vaktlisten"),
        "accounts.sign_in_refused": gettext_noop("Ble avvist ved innlogging"),
        "accounts.signed_in": gettext_noop("Logget inn"),
        "accounts.signed_out": gettext_noop("Logget ut"),
        "accounts.stepped_up": gettext_noop("Bekreftet hvem de er"),
        "accounts.unit_added": gettext_noop("La til en enhet"),
        # assessments
        "assessments.agreement_noted": gettext_noop("Noterte enighet om risikoen"),
        "assessments.approved": gettext_noop("Godkjente risikovurderingen"),
        "assessments.corrected": gettext_noop("Rettet risikovurderingen i en ny versjon"),
        "assessments.disagreement_approved": gettext_noop("Godkjente hvordan uenigheten ble løst"),
        "assessments.disagreement_changed": gettext_noop("Endret det som er skrevet om uenigheten"),
        "assessments.disagreement_noted": gettext_noop("Noterte uenighet om risikoen"),
        "assessments.disagreement_settled": gettext_noop("Noterte at uenigheten er løst"),
        "assessments.disagreement_viewed": gettext_noop("Så uenigheten om risikoen"),
        "assessments.drafted": gettext_noop("Begynte på en risikovurdering"),
        "assessments.judged": gettext_noop("Svarte på et spørsmål om skjønn"),
        "assessments.judgement_viewed": gettext_noop("Så et spørsmål om skjønn"),
        "assessments.locked": gettext_noop("Signerte og låste risikovurderingen"),
        "assessments.police_discussed": gettext_noop("Noterte en drøfting om politiet"),
        "assessments.police_requested": gettext_noop("Ba politiet om trusselvurdering"),
        "assessments.police_threat_noted": gettext_noop("Noterte politiets trusselvurdering"),
        "assessments.police_viewed": gettext_noop("Så politiets trusselvurdering"),
        "assessments.requirements_viewed": gettext_noop("Så alt veilederne ber om"),
        "assessments.saved": gettext_noop("Lagret risikovurderingen"),
        "assessments.superseded": gettext_noop("Erstattet en risikovurdering med en ny"),
        "assessments.viewed": gettext_noop("Så risikovurderingen"),
        # audit
        "audit.checkpoint_signed": gettext_noop("Signerte loggen"),
        "audit.key_rotated": gettext_noop("Byttet nøkkelen som signerer loggen"),
        # cases
        "cases.address_state_noted": gettext_noop("Noterte om adressen er skjermet"),
        "cases.closed": gettext_noop("Avsluttet saken"),
        "cases.closing_viewed": gettext_noop("Så om saken kan avsluttes"),
        "cases.draft_dropped": gettext_noop("Forkastet et utkast"),
        "cases.draft_started": gettext_noop("Begynte på et utkast"),
        "cases.listed": gettext_noop("Så en liste over saker"),
        "cases.note_added": gettext_noop("Skrev i tidslinjen"),
        "cases.opened": gettext_noop("Opprettet saken"),
        "cases.overview_viewed": gettext_noop("Så saksoversikten"),
        "cases.people_viewed": gettext_noop("Så folk i saken"),
        "cases.phase_changed": gettext_noop("Flyttet saken til en ny fase"),
        "cases.reminded": gettext_noop("Minnet om en oppgave"),
        "cases.reopened": gettext_noop("Gjenåpnet saken"),
        "cases.requirement_marked": gettext_noop("Merket et punkt i veilederen"),
        "cases.requirement_unmarked": gettext_noop("Angret merket på et punkt i veilederen"),
        "cases.responsibility_changed": gettext_noop("Endret hvem som har ansvar for saken"),
        "cases.searched": gettext_noop("Søkte etter en sak"),
        "cases.sheet_changed": gettext_noop("Endret hjemmel, hastegrad eller vaktmerke"),
        "cases.task_added": gettext_noop("La til en oppgave"),
        "cases.task_changed": gettext_noop("Endret en oppgave"),
        "cases.task_done": gettext_noop("Gjorde ferdig en oppgave"),
        "cases.task_not_relevant": gettext_noop("Satte en oppgave som ikke aktuell"),
        "cases.timeline_viewed": gettext_noop("Så tidslinjen"),
        # disclosure
        "disclosure.child_erased": gettext_noop("Slettet alt om barnet for godt"),
        "disclosure.child_registered": gettext_noop("Registrerte barnet"),
        "disclosure.children_registered": gettext_noop(
            "Registrerte barn for øvelse eller belastningsprøve"
        ),
        "disclosure.egress_masked": gettext_noop(
            "Skjulte opplysninger som ikke kunne vises sammen"
        ),
        "disclosure.fact_sealed": gettext_noop("Lagret en skjermet opplysning"),
        "disclosure.given": gettext_noop("Ga opplysninger til en mottaker"),
        "disclosure.identity_changed": gettext_noop("Endret barnets navn eller nummer"),
        "disclosure.name_in_use_decided": gettext_noop("Bestemte hvilket navn som er i bruk"),
        "disclosure.name_in_use_ended": gettext_noop("Avsluttet navnet som var i bruk"),
        "disclosure.noted": gettext_noop("Noterte hvem som vet hva"),
        "disclosure.places_allowed": gettext_noop("Åpnet for å lagre hvor barnet er"),
        "disclosure.places_forbidden": gettext_noop("Stengte for å lagre hvor barnet er"),
        "disclosure.revealed": gettext_noop("Viste en skjermet opplysning"),
        "disclosure.searched": gettext_noop("Søkte etter et barn"),
        "disclosure.whereabouts_changed": gettext_noop("Endret hvor barnet er"),
        "disclosure.who_knows_viewed": gettext_noop("Så hvem som vet hva"),
        "disclosure.withdrawn": gettext_noop("Trakk tilbake en utlevering"),
        # documents
        "documents.created": gettext_noop("Laget et dokument"),
        "documents.issued": gettext_noop("Ga ut et dokument"),
        "documents.previewed": gettext_noop("Så et dokument før utskrift"),
        "documents.received": gettext_noop("Noterte et mottatt dokument"),
        "documents.register_viewed": gettext_noop("Så registeret over dokumenter"),
        "documents.struck": gettext_noop("Strøk et dokument i registeret"),
        "documents.viewed": gettext_noop("Så et dokument"),
        # intake
        "intake.enquiry_changed": gettext_noop("Endret henvendelsen"),
        "intake.enquiry_registered": gettext_noop("Registrerte en henvendelse"),
        "intake.enquiry_viewed": gettext_noop("Så henvendelsen"),
        "intake.information_answered": gettext_noop("Registrerte svar på det som manglet"),
        "intake.information_asked": gettext_noop("Ba om opplysninger som mangler"),
        "intake.information_drafted": gettext_noop("Forberedte en forespørsel om opplysninger"),
        "intake.interpreter_booked": gettext_noop("Bestilte tolk"),
        "intake.interpreter_changed": gettext_noop("Endret opplysninger om tolk"),
        "intake.interpreter_viewed": gettext_noop("Så opplysninger om tolk"),
        # meetings
        "meetings.changed": gettext_noop("Endret et møte"),
        "meetings.held": gettext_noop("Førte referat fra et møte"),
        "meetings.locked": gettext_noop("Låste referatet fra et møte"),
        "meetings.planned": gettext_noop("Planla et møte"),
        "meetings.supplemented": gettext_noop("Føyde noe til et låst referat"),
        "meetings.viewed": gettext_noop("Så et møte"),
        # notices
        "notices.acknowledged": gettext_noop("Bekreftet et varsel"),
        "notices.declined": gettext_noop("Ga et varsel videre"),
        "notices.passed_on": gettext_noop("Varslet den neste i rekken"),
        "notices.read": gettext_noop("Leste et varsel"),
        "notices.sent": gettext_noop("Sendte et varsel"),
        # screening
        "screening.answer_asked": gettext_noop("Spurte om svar på et spørsmål"),
        "screening.answer_disputed": gettext_noop("Noterte at kildene er uenige"),
        "screening.answer_noted": gettext_noop("Svarte på et spørsmål"),
        "screening.answer_taken_back": gettext_noop("Tok bort et svar"),
        "screening.dispute_settled": gettext_noop("Avgjorde hva som stemmer når kildene er uenige"),
        "screening.history_viewed": gettext_noop("Så tidligere svar"),
        "screening.left_open": gettext_noop("Noterte at svaret ikke er kjent ennå"),
        "screening.marked_not_applicable": gettext_noop("Satte et spørsmål som ikke aktuelt"),
        "screening.theme_saved": gettext_noop("Lagret svar i et tema"),
        "screening.theme_viewed": gettext_noop("Så et tema i kartleggingen"),
        "screening.themes_viewed": gettext_noop("Så temaene i kartleggingen"),
        "screening.views_noted": gettext_noop("Noterte hva barnet eller foreldrene mener"),
        "screening.views_viewed": gettext_noop("Så hva barnet og foreldrene mener"),
        # vaults
        "vaults.keys_destroyed": gettext_noop("Slettet barnets opplysninger for godt"),
        "vaults.keys_made": gettext_noop("Laget nøkler"),
        "vaults.keys_rotated": gettext_noop("Byttet nøkler"),
        "vaults.linking_surface_opened": gettext_noop(
            "Viste navn og sted sammen på en bestemt flate"
        ),
    }
)

# Where one word more tells the reader what they want to know: (action, detail, value).
CLOSER: Mapping[tuple[str, str, str], str] = MappingProxyType(
    {
        ("disclosure.revealed", "kind", "name"): gettext_noop("Viste barnets navn"),
        ("disclosure.revealed", "kind", "place"): gettext_noop("Viste hvor barnet er"),
    }
)

# Why somebody could do it: the detail `basis` holds one of these codes, or is left out.
BASES: Mapping[str, str] = MappingProxyType(
    {
        "assigned": gettext_noop("Ansvar for saken"),
        "author": gettext_noop("Ansvar for saken"),
        "control": gettext_noop("Kontroll"),
        "duty": gettext_noop("Vakt"),
        "emergency": gettext_noop("Nødtilgang"),
        "unit": gettext_noop("Ansvar for saken"),
    }
)


class UnknownAction(errors.DomainError):
    """An action or a basis is not in the table, so nobody could read the entry."""

    code = "ledger_unknown_action"
    text = "Loggen kjenner ikke denne handlingen."

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word

    def __str__(self) -> str:
        return f"{self.code}: {self.word}: add it to forevar/trust/audit/actions.py"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a person reads of an entry: the message ids of deed and basis, and whose deed it was."""

    what: str
    basis: str
    who: str


def require_known(action: str, *, basis: object = None) -> None:
    """Refuse an action, or a basis, that has no words."""
    if action not in ACTIONS:
        raise UnknownAction(action)
    if basis is not None and basis not in BASES:
        raise UnknownAction(f"basis {basis!r}")


def codes(prefix: str) -> list[str]:
    """List the actions whose code begins so."""
    return [code for code in ACTIONS if code.startswith(prefix)]


def describe(entry: leaf.Entry) -> Sentence:
    """Put an entry into words; raises `UnknownAction` rather than show an entry nobody can read."""
    require_known(entry.action, basis=entry.details.get("basis"))
    closer = [
        words
        for (action, name, value), words in CLOSER.items()
        if action == entry.action and entry.details.get(name) == value
    ]
    basis = entry.details.get("basis")
    return Sentence(
        what=closer[0] if closer else ACTIONS[entry.action],
        basis=BASES[basis] if basis else "",
        who=entry.actor,
    )
