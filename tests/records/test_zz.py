import json, uuid, pytest
from cast import at
from rapport.actions import people, interactions, history as hverbs, team, insights
from rapport.briefings import find as F, history as H, people as P
from rapport.briefings.person import person
from rapport.records import chain, witness
from rapport.records.models import *
from rapport.records.operations import payload_hash
def test_marks_oracle(cast):
    v=cast.meet(by="outsider", whom=cast.hidden, line="كامل الراشد said")
    v.refresh_from_db(); print("ORACLE marks", v.names_in_clear)
def test_marks_oracle_severe(cast):
    s=cast.add("Sev", sensitivity=3, names=[("", "Zarqun Belfast")])
    team.admit(by=cast.keeper, **{"now":at()["now"]}, circle=cast.circle.pk, colleague=cast.outsider.pk, part="writer")
    v=cast.meet(by="outsider", whom=cast.kamil, line="Zarqun Belfast said")
    v.refresh_from_db(); print("ORACLE severe marks", v.names_in_clear)
def test_history_severe(cast):
    before=len(H.history(cast.reader).deeds)
    s=cast.add("Sev", sensitivity=3)
    ds=H.history(cast.reader).deeds
    print("HISTORY severe seen by reader", len(ds)-before, ds[0])
def test_find_paging_severe(cast):
    s=cast.add("Sev", sensitivity=3)
    for i in range(25): cast.meet(by="writer", whom=s, line=f"heron {i}")
    f=F.find(cast.reader, "heron"); print("FIND", len(f.notes), repr(f.following))
def test_merge_severe(cast):
    a=cast.add("SevA", sensitivity=3); b=cast.add("SevB", sensitivity=3, lead=cast.keeper.pk)
    cast.meet(by="writer", whom=a, line="secret")
    try:
        people.merge_counterparts(by=cast.writer, **at(), keep=b.counterpart_id, merge=a.counterpart_id)
        print("MERGE severe: keeper now sees", [e.interaction.line for e in person(cast.keeper, b.pk, day=cast.DAY).timeline if e.interaction])
    except Exception as e: print("MERGE refused", e)
def test_cross_insight(cast):
    team.admit(by=cast.outsider, now=at()["now"], circle=cast.elsewhere.pk, colleague=cast.writer.pk, part="writer")
    v=cast.meet(by="outsider", whom=cast.hidden)
    w=cast.writer
    try:
        i=insights.note_insight(by=w, **at(), relationship=cast.kamil.pk, kind="concern", text="x", interaction=v.pk); print("CROSS insight allowed")
    except Exception as e: print("CROSS refused", repr(e))
def test_add_colleague(cast):
    try: team.add_colleague(by=cast.reader, now=at()["now"], name="Mole", sign_in="mole"); print("READER ADDS COLLEAGUE")
    except Exception as e: print("refused", repr(e))
def forge(seqs):
    pass
def test_chain_forge_tail(cast):
    for i in range(5): cast.meet(line=f"l{i}")
    ops=list(Operation.objects.order_by("sequence"))
    st=Store.objects.get()
    print("signed", st.signed, "of", st.sequence)
    # rewrite the last op, without any key
    op=ops[-1]; p=json.loads(bytes(op.payload)); p["patch"]["line"]="FORGED"
    op.payload=json.dumps(p,ensure_ascii=False,sort_keys=True,separators=(",",":")).encode(); op.payload_hash=payload_hash(op.payload)
    prev=[o for o in ops[:-1] if o.scope==op.scope][-1]
    op.hash=chain.operation_hash(bytes(prev.hash), op)
    head=bytes(32)
    for o in ops[:-1]: head=chain.next_head(head,o)
    head=chain.next_head(head,op)
    Operation.objects.filter(pk=op.pk).update(payload=op.payload,payload_hash=op.payload_hash,hash=op.hash)
    ScopeHead.objects.filter(scope=op.scope).update(hash=op.hash)
    Store.objects.update(head=head)
    Interaction.objects.filter(pk=op.row).update(line="FORGED")
    print("FORGED TAIL", chain.verify().whole, witness.stale_rows())
def test_chain_forge_all(cast):
    for i in range(5): cast.meet(line=f"l{i}")
    ops=list(Operation.objects.order_by("sequence")); st=Store.objects.get()
    heads={}; head=bytes(32)
    for o in ops:
        p=json.loads(bytes(o.payload)); p["salt"]="0"; o.payload=json.dumps(p).encode(); o.payload_hash=payload_hash(o.payload)
        o.hash=heads[o.scope]=chain.operation_hash(heads.get(o.scope,bytes(32)),o); head=chain.next_head(head,o)
        Operation.objects.filter(pk=o.pk).update(payload=o.payload,payload_hash=o.payload_hash,hash=o.hash)
    for k,v in heads.items(): ScopeHead.objects.filter(scope=k).update(hash=v)
    Checkpoint.objects.all().delete(); Store.objects.update(head=head, signed=0)
    print("FORGED ALL", chain.verify().whole)
def test_store_row_gone(cast):
    cast.meet(); Store.objects.all().delete(); print("STORE ROW GONE", chain.verify(), witness.against_itself())
def test_payload_nulled(cast):
    v=cast.meet(line="keep"); Operation.objects.filter(row=v.pk).update(payload=None); print("NULLED", chain.verify().whole, witness.against_itself())
